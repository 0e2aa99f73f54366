import type { Manifest } from "@lakewright/config";
import { parseEndOfRunEvent, type RegisterPorts, registerRun } from "@lakewright/engine";
import { awsRegisterPorts } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import { errorFields, logLine, type WriteLine, writeLine } from "./log-line.ts";

/** Messages of the queue of finished runs: each body is an event as EventBridge sends it. */
export interface QueuedEvents {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Messages to deliver again. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Handles `AppFlow End Flow Run Report` events in their order. After one that fails, the rest of the batch comes again
 * with it: a later event of a table must not overtake an earlier one.
 */
export function registerRunHandler(
  ports: RegisterPorts,
  manifest: Manifest,
  write: WriteLine,
): (events: QueuedEvents) => Promise<BatchResponse> {
  return async ({ Records }) => {
    for (const [index, { messageId, body }] of Records.entries()) {
      try {
        write(await registered(ports, manifest, body));
      } catch (error) {
        const fields = { message: "the event could not be handled", messageId, body };
        write(logLine(manifest, { ...fields, ...errorFields(error) }, { RegistrationsFailed: 1 }));
        const again = Records.slice(index);
        return { batchItemFailures: again.map((each) => ({ itemIdentifier: each.messageId })) };
      }
    }
    return { batchItemFailures: [] };
  };
}

/** Registers one event; returns the log line. */
async function registered(ports: RegisterPorts, manifest: Manifest, body: string): Promise<string> {
  const event: unknown = JSON.parse(body);
  const { flow, executionId, succeeded, rows, failedRows } = parseEndOfRunEvent(event);
  const { table, partition, conflicts } = await registerRun(
    ports,
    manifest.environment.flows,
    event,
  );
  return logLine(
    manifest,
    {
      message: succeeded ? "run registered" : "run failed",
      ...{ flow, executionId, rows, failedRows, table, partition, conflicts },
    },
    {
      RunsRegistered: partition === "none" ? 0 : 1,
      RunsFailed: succeeded ? 0 : 1,
      RecordsFailed: failedRows,
      TypeConflicts: conflicts.length,
    },
  );
}

let bound: ReturnType<typeof registerRunHandler> | undefined;

/** Entry point of Lambda. */
export async function handler(events: QueuedEvents): Promise<BatchResponse> {
  bound ??= registerRunHandler(awsRegisterPorts(), bundledManifest(import.meta.url), writeLine);
  return bound(events);
}
