import type { Manifest } from "@lakewright/config";
import { PlatformError } from "@lakewright/engine";

/** Counts for alarms and the dashboard; every name is a metric of the namespace `Lakewright`. */
export type MetricName =
  /** Runs that were put into the catalog, or were there already. */
  | "RunsRegistered"
  /** Events that could not be handled; they come again, and then wait among the dead letters. */
  | "RegistrationsFailed"
  /** Runs that AppFlow reports as failed. */
  | "RunsFailed"
  /** Failed records of a successful run. */
  | "RecordsFailed"
  /** Columns whose files no longer have the registered type. */
  | "TypeConflicts"
  /** Runs whose events were missed and that the look-back has registered. */
  | "RunsReconciled"
  /** Flows that the look-back could not look at. */
  | "ReconciliationsFailed"
  /** Permissions that were granted or revoked. */
  | "GrantsChanged"
  /** Permissions that Lake Formation refused to grant or to revoke, and events that could not be handled. */
  | "GrantsFailed"
  /** Statements by which access to the warehouse was changed. */
  | "WarehouseGrantsChanged"
  /** Runs that could not bring the warehouse to the declared access. */
  | "WarehouseGrantsFailed";

export type WriteLine = (line: string) => void;

/** Writes to the log group as it is: the runtime's `console` puts a prefix before each line, which is no JSON. */
export const writeLine: WriteLine = (line) => void process.stdout.write(`${line}\n`);

/**
 * One line of JSON. Counts above zero become metrics by CloudWatch's embedded metric format, with the dimensions
 * Platform and Environment (specification: "Embedded metric format", CloudWatch user guide).
 */
export function logLine(
  { platform, environment }: Manifest,
  fields: Readonly<Record<string, unknown>>,
  counts: Readonly<Partial<Record<MetricName, number>>> = {},
): string {
  const counted = Object.entries(counts).filter(([, count]) => count > 0);
  const metrics = {
    Namespace: "Lakewright",
    Dimensions: [["Platform", "Environment"]],
    Metrics: counted.map(([Name]) => ({ Name, Unit: "Count" })),
  };
  return JSON.stringify({
    ...(counted.length > 0 && {
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metrics] },
    }),
    ...{ Platform: platform, Environment: environment.standsFor },
    ...fields,
    ...Object.fromEntries(counted),
  });
}

/** A failure for the log: what the user can act on, or a bug with its stack. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof PlatformError) {
    const { code, message, hint, cause } = error;
    return { error: message, code, hint, ...(cause ? { cause: String(cause) } : {}) };
  }
  const { message, name, stack } = error instanceof Error ? error : new Error(String(error));
  return { error: message, name, stack };
}
