import type { Manifest } from "@lakewright/config";
import {
  ownWarehouseGrants,
  PlatformError,
  revokeWarehouseGrants,
  type WarehouseGrantPorts,
  type WarehouseGrantsReport,
} from "@lakewright/engine";
import { awsWarehouseGrantPorts } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import {
  answerCustomResource,
  type FunctionContext,
  inLambda,
  isCustomResourceEvent,
  type LambdaContext,
  listedNowOrBefore,
} from "./custom-resource.ts";
import { errorFields, logLine, type WriteLine } from "./log-line.ts";

/** Counts of what was done. */
export type WarehouseGrantsCounts = Readonly<Record<"statements" | "pending", number>>;

/**
 * Makes the warehouse hold the declared access when CloudFormation asks, on a schedule, and when somebody calls it after a
 * build, with any payload. What could not be done fails the deployment or the call, after everything else is done.
 */
export function warehouseGrantsHandler(
  ports: WarehouseGrantPorts,
  manifest: Manifest,
  { write, respond, remainingMs }: FunctionContext,
): (event: unknown) => Promise<WarehouseGrantsCounts | undefined> {
  return async (event) => {
    if (!isCustomResourceEvent(event))
      return logged(manifest, write, () => ownWarehouseGrants(ports, manifest));
    // Privileges of roles that are no longer declared are ours to revoke.
    const former = listedNowOrBefore(event, "Roles");
    const physicalId = `${manifest.platform}-${manifest.environment.standsFor}-warehouse-grants`;
    const answering = { physicalId, remainingMs: remainingMs(), respond };
    await answerCustomResource(event, answering, async () => {
      const { statements, pending } = await logged(manifest, write, () =>
        event.RequestType === "Delete"
          ? revokeWarehouseGrants(ports, manifest, former)
          : ownWarehouseGrants(ports, manifest, former),
      );
      return { Statements: String(statements), Pending: String(pending) };
    });
    return undefined;
  };
}

async function logged(
  manifest: Manifest,
  write: WriteLine,
  work: () => Promise<WarehouseGrantsReport>,
): Promise<WarehouseGrantsCounts> {
  try {
    const report = await work();
    const { statements, pending, failed } = report;
    const counts = { statements: statements.length, pending: pending.length };
    // A log line holds 256 KB: of long lists the first entries.
    const some = {
      run: statements.slice(0, 50),
      waiting: pending.slice(0, 50),
      failed: failed.slice(0, 50),
    };
    const fields = { message: "access to the warehouse applied", ...counts, ...some };
    write(logLine(manifest, fields, { WarehouseGrantsChanged: statements.length }));
    assertNoneFailed(failed);
    return counts;
  } catch (error) {
    const fields = { message: "access to the warehouse not applied", ...errorFields(error) };
    write(logLine(manifest, fields, { WarehouseGrantsFailed: 1 }));
    throw error;
  }
}

function assertNoneFailed(failed: readonly string[]): void {
  if (failed.length === 0) return;
  throw new PlatformError(
    "warehouse_grants_failed",
    `${failed.length} changes of access to the warehouse were not made: ${failed.slice(0, 3).join("; ")}`,
    "everything else is done, and what these are about stays closed; correct what they say and run it again",
  );
}

let ports: WarehouseGrantPorts | undefined;

/** Entry point of Lambda. */
export async function handler(
  event: unknown,
  context: LambdaContext,
): Promise<WarehouseGrantsCounts | undefined> {
  const manifest = bundledManifest(import.meta.url);
  ports ??= awsWarehouseGrantPorts(manifest, 120_000);
  return warehouseGrantsHandler(ports, manifest, inLambda(context))(event);
}
