import type { Manifest, TableName } from "@lakewright/config";
import {
  applyGrants,
  type GrantPorts,
  type GrantsReport,
  PlatformError,
  revokeGrants,
} from "@lakewright/engine";
import { awsGrantPorts } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import {
  answerCustomResource,
  type CustomResourceEvent,
  type FunctionContext,
  inLambda,
  isCustomResourceEvent,
  type LambdaContext,
  listedNowOrBefore,
} from "./custom-resource.ts";
import { errorFields, logLine, type WriteLine } from "./log-line.ts";
import type { BatchResponse, QueuedEvents } from "./register-run.ts";
import { changedTables } from "./table-events.ts";

interface GrantsRun {
  readonly ports: GrantPorts;
  readonly manifest: Manifest;
  readonly write: WriteLine;
}

/**
 * Applies the declared access to the whole environment when CloudFormation asks, and to single tables when the catalog
 * reports a change of them. What Lake Formation refuses fails the deployment, or lets the event come again.
 */
export function applyGrantsHandler(
  ports: GrantPorts,
  manifest: Manifest,
  { write, respond, remainingMs }: FunctionContext,
) {
  const run: GrantsRun = { ports, manifest, write };
  return async (event: unknown): Promise<BatchResponse | undefined> => {
    if (!isCustomResourceEvent(event)) return onTables(run, event as QueuedEvents);
    const { platform, environment } = manifest;
    const physicalId = `${platform}-${environment.standsFor}-grants`;
    const answering = { physicalId, remainingMs: remainingMs(), respond };
    await answerCustomResource(event, answering, () => onDeployment(run, event));
    return undefined;
  };
}

interface GrantsRun {
  readonly ports: GrantPorts;
  readonly manifest: Manifest;
  readonly write: WriteLine;
}

async function onDeployment(
  { ports, manifest, write }: GrantsRun,
  event: CustomResourceEvent,
): Promise<Record<string, string>> {
  try {
    const former = formerOf(event);
    if (event.RequestType === "Delete") {
      const { revoked, failed } = await revokeGrants(ports, manifest, former);
      write(logLine(manifest, { message: "access revoked", revoked, failed }));
      assertNoneFailed(failed);
      return { Revoked: String(revoked.length) };
    }
    const report = await applyGrants(ports, manifest, { former });
    write(reportLine(manifest, report));
    assertNoneFailed(report.failed);
    const { granted, revoked, pending, withheld, skipped } = report;
    const lists = { granted, revoked, pending, withheld, skipped };
    return Object.fromEntries(
      Object.entries(lists).map(([name, { length }]) => [name, String(length)]),
    );
  } catch (error) {
    write(
      logLine(manifest, { message: "grants failed", ...errorFields(error) }, { GrantsFailed: 1 }),
    );
    throw error;
  }
}

/** Principals and databases of the previous deployment: their permissions are ours to revoke. */
function formerOf(event: CustomResourceEvent) {
  return {
    principals: listedNowOrBefore(event, "Principals"),
    databases: listedNowOrBefore(event, "Databases"),
  };
}

async function onTables(
  { ports, manifest, write }: GrantsRun,
  { Records }: QueuedEvents,
): Promise<BatchResponse> {
  const tables: TableName[] = [];
  const failures = new Set<string>();
  const accepted: string[] = [];
  for (const { messageId, body } of Records) {
    try {
      tables.push(...changedTables(manifest, JSON.parse(body)));
      accepted.push(messageId);
    } catch (error) {
      failures.add(messageId);
      const fields = { message: "the event could not be read", messageId, ...errorFields(error) };
      write(logLine(manifest, fields, { GrantsFailed: 1 }));
    }
  }
  try {
    if (tables.length > 0) {
      const report = await applyGrants(ports, manifest, { tables });
      write(reportLine(manifest, report));
      assertNoneFailed(report.failed);
    }
  } catch (error) {
    for (const messageId of accepted) failures.add(messageId);
    write(
      logLine(
        manifest,
        { message: "grants failed", tables, ...errorFields(error) },
        { GrantsFailed: 1 },
      ),
    );
  }
  return { batchItemFailures: [...failures].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** A log line holds 256 KB: of long lists the first entries, and how many there are. */
function reportLine(manifest: Manifest, report: GrantsReport): string {
  const lists = Object.entries(report).flatMap(([name, list]) => [
    [name, list.slice(0, 50)],
    [`${name}Count`, list.length],
  ]);
  const GrantsChanged = report.granted.length + report.revoked.length;
  const fields = { message: "access applied", ...Object.fromEntries(lists) };
  return logLine(manifest, fields, { GrantsChanged });
}

function assertNoneFailed(failed: readonly string[]): void {
  if (failed.length === 0) return;
  const some = failed.slice(0, 5).join("; ");
  throw new PlatformError(
    "grants_failed",
    `Lake Formation refused ${failed.length} changes of access, such as ${some}`,
    "everything else is done; make the roles that are missing, or correct access.yaml, and deploy again",
  );
}

let ports: GrantPorts | undefined;

/** Entry point of Lambda. */
export async function handler(
  event: unknown,
  context: LambdaContext,
): Promise<BatchResponse | undefined> {
  const manifest = bundledManifest(import.meta.url);
  ports ??= awsGrantPorts(manifest.environment.account);
  return applyGrantsHandler(ports, manifest, inLambda(context))(event);
}
