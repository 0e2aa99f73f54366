import {
  type ExternalSchema,
  type Redshift,
  spectrumRoleName,
  type Warehouse,
} from "@lakewright/config";
import { CustomResource, Duration } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue } from "../shared/platform-queue.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { toRoleArn } from "../shared/zone-readers.ts";
import { dataApiStatements } from "./data-api-statements.ts";
import type { MadeWarehouse } from "./warehouse.ts";
import { warehouseName } from "./warehouse-names.ts";

export interface SchemasStackProps {
  readonly warehouse: Warehouse;
  readonly made: MadeWarehouse;
}

/** The lake in SQL: the declared external schemas, made over the Redshift Data API. */
export class SchemasStack extends PlatformStack {
  constructor(
    scope: Construct,
    deployed: DeployedPlatform,
    { warehouse: { redshift, externalSchemas }, made }: SchemasStackProps,
  ) {
    super(scope, deployed, {
      what: "data-warehouse-schemas",
      description: "External schemas of the warehouse",
    });
    const key = Key.fromKeyArn(this, "operations-key", readContract(deployed).OperationsKeyArn);
    const owner = new HandlerFunction(this, "external-schemas", {
      deployed,
      handler: "external-schemas",
      description: "Owns the external schemas of the warehouse",
      key,
      deadLetters: new PlatformQueue(this, "schemas-dead", { deployed, what: "schemas-dead", key })
        .queue,
      statements: dataApiStatements(made),
      timeout: Duration.minutes(5),
      concurrency: 5,
    });
    for (const schema of externalSchemas)
      new CustomResource(this, schema.name, {
        serviceToken: owner.function.functionArn,
        resourceType: "Custom::RedshiftExternalSchema",
        properties: schemaProperties(deployed, schema, { redshift, made }),
      });
  }
}

/** `SchemaProperties` of the handler, which this package does not know. */
function schemaProperties(
  deployed: DeployedPlatform,
  { name, database, role }: ExternalSchema,
  { redshift, made }: { readonly redshift: Redshift; readonly made: MadeWarehouse },
) {
  const { platform, environment } = deployed;
  const { account, region } = environment;
  return {
    name,
    database,
    region,
    spectrumRole: toRoleArn(spectrumRoleName(platform.name, environment, role), account),
    reader: role,
    ownRoles: toRoleArn(regionalName(deployed, "spectrum-"), account),
    warehouse: {
      kind: redshift.kind,
      name: warehouseName(deployed),
      database: redshift.database,
      secret: made.secret,
    },
  };
}
