import { spectrumPersonas, spectrumRoleName } from "@lakewright/config";
import {
  CompositePrincipal,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName } from "../shared/deployed-platform.ts";

/**
 * One role for each persona that has external schemas in the warehouse. It can ask the catalog and Lake Formation and has
 * no right on S3, so that it sees what the persona is granted and nothing else. The lake makes them and not the warehouse:
 * Lake Formation grants to roles that exist.
 */
export class SpectrumRoles extends Construct {
  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: DeployedPlatform }) {
    super(scope, id);
    const { platform, environment } = deployed;
    for (const persona of spectrumPersonas(environment)) {
      const role = new Role(this, persona, {
        roleName: spectrumRoleName(platform.name, environment, persona),
        description: `Reads the lake for ${persona} in the warehouse`,
        // Serverless asks by a principal of its own (Redshift management guide, "Identity and access management").
        assumedBy: new CompositePrincipal(
          new ServicePrincipal("redshift.amazonaws.com"),
          new ServicePrincipal("redshift-serverless.amazonaws.com"),
        ),
      });
      new ManagedPolicy(this, `${persona}-policy`, {
        managedPolicyName: globalName(deployed, `spectrum-${persona}-policy`),
        roles: [role],
        statements: spectrumStatements(deployed, persona),
      });
    }
  }
}

function spectrumStatements({ environment }: DeployedPlatform, persona: string): PolicyStatement[] {
  const glue = `arn:aws:glue:${environment.region}:${environment.account}`;
  const schemas = environment.warehouse?.externalSchemas ?? [];
  const own = schemas.filter(({ role }) => role === persona).map(({ database }) => database);
  const databases = [...new Set(own)].sort();
  return [
    new PolicyStatement({
      sid: "CatalogOfOwnSchemas",
      actions: [
        "glue:GetDatabase",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:GetTable",
        "glue:GetTables",
      ],
      resources: [
        `${glue}:catalog`,
        ...databases.flatMap((name) => [`${glue}:database/${name}`, `${glue}:table/${name}/*`]),
      ],
    }),
    new PolicyStatement({
      sid: "WhatLakeFormationGrants",
      actions: ["lakeformation:GetDataAccess"],
      // Lake Formation has no resources in IAM (service authorization reference).
      resources: ["*"],
    }),
  ];
}
