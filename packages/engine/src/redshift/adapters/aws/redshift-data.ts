import { randomUUID } from "node:crypto";
import {
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  type Field,
  GetStatementResultCommand,
  type RedshiftDataClient,
} from "@aws-sdk/client-redshift-data";
import { PlatformError } from "../../../core/index.ts";
import type { RedshiftTarget, SqlRow, WarehouseSql } from "../../ports/warehouse-sql.ts";

export interface Polling {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** When a statement that has not ended is given up. */
  readonly deadlineMs: number;
}

/** The Redshift Data API: a statement is submitted and polled until it ends. */
export function redshiftData(
  client: RedshiftDataClient,
  target: RedshiftTarget,
  polling: Polling,
): WarehouseSql {
  const where =
    target.kind === "provisioned"
      ? { ClusterIdentifier: target.name }
      : { WorkgroupName: target.name };
  return {
    run: async (statement, parameters = {}) => {
      const named = Object.entries(parameters).map(([name, value]) => ({ name, value }));
      const { Id } = await client.send(
        new ExecuteStatementCommand({
          ...where,
          Database: target.database,
          SecretArn: target.secret,
          Sql: statement,
          // The same for each attempt of this call, so that the statement runs once.
          ClientToken: randomUUID(),
          ...(named.length > 0 ? { Parameters: named } : {}),
        }),
      );
      const hasRows = await untilFinished({ client, polling }, String(Id), statement);
      return hasRows ? allRows(client, String(Id)) : [];
    },
  };
}

/** Whether there are rows to fetch. Pauses double from a tenth of a second to five. */
async function untilFinished(
  { client, polling }: { readonly client: RedshiftDataClient; readonly polling: Polling },
  Id: string,
  statement: string,
): Promise<boolean> {
  const { sleep, deadlineMs } = polling;
  for (let waited = 0, pause = 100; ; waited += pause, pause = Math.min(2 * pause, 5000)) {
    const described = await client.send(new DescribeStatementCommand({ Id }));
    const { Status, Error: reason, HasResultSet } = described;
    if (Status === "FINISHED") return HasResultSet === true;
    if (Status === "FAILED" || Status === "ABORTED")
      throw refused(statement, reason ?? `it was ${Status.toLowerCase()}`);
    if (waited >= deadlineMs) {
      await client.send(new CancelStatementCommand({ Id })).catch(() => undefined);
      throw refused(statement, `it did not finish within ${Math.round(waited / 1000)} s`);
    }
    await sleep(pause);
  }
}

async function allRows(client: RedshiftDataClient, Id: string): Promise<readonly SqlRow[]> {
  const rows: SqlRow[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page = await client.send(new GetStatementResultCommand({ Id, NextToken }));
    rows.push(...(page.Records ?? []).map((record) => record.map(fieldText)));
    NextToken = page.NextToken;
    if (!NextToken) return rows;
  }
}

/** A field has one member, named after its type: `stringValue`, `longValue`, `isNull` … */
function fieldText(field: Field): string | null {
  if (field.isNull === true) return null;
  const [value] = Object.values(field);
  return value === undefined || value === null ? null : String(value);
}

function refused(statement: string, reason: string): PlatformError {
  return new PlatformError(
    "warehouse_refused",
    `the warehouse did not run "${statement.slice(0, 120)}": ${reason}`,
    "correct what it says, wake the warehouse if it sleeps, and deploy again",
  );
}
