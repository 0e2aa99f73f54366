import { setTimeout } from "node:timers/promises";
import { AppflowClient } from "@aws-sdk/client-appflow";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GlueClient } from "@aws-sdk/client-glue";
import { IAMClient } from "@aws-sdk/client-iam";
import { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { RedshiftClient } from "@aws-sdk/client-redshift";
import { RedshiftDataClient } from "@aws-sdk/client-redshift-data";
import { RedshiftServerlessClient } from "@aws-sdk/client-redshift-serverless";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Manifest } from "@lakewright/config";
import { appFlowFields } from "./catalog/adapters/appflow/appflow-fields.ts";
import { appFlowRuns } from "./catalog/adapters/appflow/appflow-runs.ts";
import { glueCatalog } from "./catalog/adapters/glue/glue-catalog.ts";
import type { ReconcilePorts } from "./catalog/use-cases/reconcile-runs.ts";
import type { RegisterPorts } from "./catalog/use-cases/register-run.ts";
import { s3BlobStore } from "./core/adapters/aws/s3-blob-store.ts";
import { secretsManager } from "./core/adapters/aws/secrets-manager.ts";
import { systemClock } from "./core/adapters/machine/system-clock.ts";
import type { Secrets } from "./core/ports/secrets.ts";
import { iamIdentities } from "./lake-formation/adapters/aws/iam-identities.ts";
import { lakeFormationGovernance } from "./lake-formation/adapters/aws/lake-formation-governance.ts";
import { lakeFormationSettings } from "./lake-formation/adapters/aws/lake-formation-settings.ts";
import type { GrantPorts } from "./lake-formation/use-cases/apply-grants.ts";
import type { LakeSettingsPorts } from "./lake-formation/use-cases/own-lake-settings.ts";
import { clusterUsageLimits } from "./redshift/adapters/aws/cluster-usage-limits.ts";
import {
  clusterAddresses,
  workgroupAddresses,
} from "./redshift/adapters/aws/redshift-addresses.ts";
import { redshiftData } from "./redshift/adapters/aws/redshift-data.ts";
import { targetGroup } from "./redshift/adapters/aws/target-group.ts";
import { workgroupUsageLimits } from "./redshift/adapters/aws/workgroup-usage-limits.ts";
import { administratorSecret, warehouseName } from "./redshift/domain/warehouse-names.ts";
import type { UsageLimits } from "./redshift/ports/usage-limits.ts";
import type { RedshiftTarget, WarehouseSql } from "./redshift/ports/warehouse-sql.ts";
import type { WarehouseGrantPorts } from "./redshift/use-cases/own-warehouse-grants.ts";
import type { TargetPorts } from "./redshift/use-cases/reconcile-targets.ts";

// One function for each handler, so that a bundle holds the clients it uses and no others. Region and credentials are the
// function's own, which the SDK finds.

/** AppFlow's quotas of calls are not published: the client slows down by itself where it is throttled. */
const patient = { maxAttempts: 8, retryMode: "adaptive" } as const;

/** Ports for registering a run on AWS. */
export function awsRegisterPorts(): RegisterPorts {
  const catalog = glueCatalog(new GlueClient({ maxAttempts: 5 }));
  return {
    // Databases are deployed, and handlers may not make one: where one is missing, making the table fails and says so.
    catalog: { ...catalog, ensureDatabase: async () => undefined },
    blobs: s3BlobStore(new S3Client({ maxAttempts: 5 })),
    describedFields: appFlowFields(new AppflowClient(patient)),
  };
}

/** Ports for finding runs that were never registered. */
export function awsReconcilePorts(): ReconcilePorts {
  return {
    ...awsRegisterPorts(),
    finishedRuns: appFlowRuns(new AppflowClient(patient)),
    clock: systemClock(),
  };
}

/** Pauses between attempts are bounded: the function ends before they would. */
const retry = { sleep: (milliseconds: number) => setTimeout(milliseconds) };

/** Ports for applying the declared access to Lake Formation. They read the catalog and no data. */
export function awsGrantPorts(account: string): GrantPorts {
  return {
    catalog: glueCatalog(new GlueClient({ maxAttempts: 5 })),
    governance: lakeFormationGovernance(
      new LakeFormationClient({ maxAttempts: 5 }),
      account,
      retry,
    ),
  };
}

/** Ports for owning the settings of Lake Formation. */
export function awsLakeSettingsPorts(): LakeSettingsPorts {
  return {
    settings: lakeFormationSettings(new LakeFormationClient({ maxAttempts: 5 }), retry),
    identities: iamIdentities(new IAMClient({ maxAttempts: 5 })),
  };
}

/** SQL in the warehouse of this account, by the Data API; a statement is given up before the function's time is. */
export function awsWarehouseSql(target: RedshiftTarget, deadlineMs: number): WarehouseSql {
  const client = new RedshiftDataClient({ maxAttempts: 5 });
  return redshiftData(client, target, { ...retry, deadlineMs });
}

/** Ports for applying the declared access to the warehouse: its SQL as its administrator, and the catalog. */
export function awsWarehouseGrantPorts(
  manifest: Manifest,
  deadlineMs: number,
): WarehouseGrantPorts {
  return {
    sql: awsWarehouseSql(redshiftTarget(manifest), deadlineMs),
    catalog: glueCatalog(new GlueClient({ maxAttempts: 5 })),
  };
}

/** Secrets of this account. */
export function awsSecrets(): Secrets {
  return secretsManager(new SecretsManagerClient({ maxAttempts: 5 }));
}

function redshiftTarget(manifest: Manifest): RedshiftTarget {
  const { warehouse } = manifest.environment;
  if (!warehouse) throw new Error("the manifest has no warehouse");
  const { kind, database } = warehouse;
  return { kind, database, name: warehouseName(manifest), secret: administratorSecret(manifest) };
}

/** Ports for pointing a load balancer at the warehouse. */
export function awsTargetPorts(manifest: Manifest, targetGroupArn: string): TargetPorts {
  const { kind, name } = redshiftTarget(manifest);
  return {
    warehouse:
      kind === "provisioned"
        ? clusterAddresses(new RedshiftClient({ maxAttempts: 5 }), name)
        : workgroupAddresses(new RedshiftServerlessClient({ maxAttempts: 5 }), name),
    targets: targetGroup(new ElasticLoadBalancingV2Client({ maxAttempts: 5 }), targetGroupArn),
  };
}

/** Usage limits of the warehouse, whose workgroup is known by its ARN alone. */
export function awsUsageLimits(manifest: Manifest, warehouseArn: string): UsageLimits {
  const { kind, name } = redshiftTarget(manifest);
  return kind === "provisioned"
    ? clusterUsageLimits(new RedshiftClient({ maxAttempts: 5 }), name)
    : workgroupUsageLimits(new RedshiftServerlessClient({ maxAttempts: 5 }), warehouseArn);
}
