import { AppflowClient } from "@aws-sdk/client-appflow";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { appFlowFields } from "./adapters/aws/appflow-fields.ts";
import { appFlowRuns } from "./adapters/aws/appflow-runs.ts";
import { glueCatalog } from "./adapters/aws/glue-catalog.ts";
import { s3BlobStore } from "./adapters/aws/s3-blob-store.ts";
import { systemClock } from "./adapters/local/system-clock.ts";
import type { ReconcilePorts } from "./use-cases/reconcile-runs.ts";
import type { RegisterPorts } from "./use-cases/register-run.ts";

// One function for each handler, so that a bundle holds the clients it uses and no others. Region and credentials are the
// function's own, which the SDK finds.

/** AppFlow's quotas of calls are not published: the client slows down by itself where it is throttled. */
const patient = { maxAttempts: 8, retryMode: "adaptive" } as const;

/** What registers a run on AWS. */
export function awsRegisterPorts(): RegisterPorts {
  const catalog = glueCatalog(new GlueClient({ maxAttempts: 5 }));
  return {
    // Databases are deployed, and handlers may not make one: where one is missing, making the table fails and says so.
    catalog: { ...catalog, ensureDatabase: async () => undefined },
    blobs: s3BlobStore(new S3Client({ maxAttempts: 5 })),
    describedFields: appFlowFields(new AppflowClient(patient)),
  };
}

/** What looks for runs that were never registered. */
export function awsReconcilePorts(): ReconcilePorts {
  return {
    ...awsRegisterPorts(),
    finishedRuns: appFlowRuns(new AppflowClient(patient)),
    clock: systemClock(),
  };
}
