import type { Context } from "../context.ts";
import { parseFault } from "../faults/parse-fault.ts";
import { readRows } from "../run-sql.ts";
import { type ApiRequest, jsonObject } from "../server/api-request.ts";
import { emptyReply, jsonReply, type Reply } from "../server/reply.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { sqlName } from "../soql/sql-text.ts";

/** Refuses requests that a web page or a rebound host name could have sent. */
export function checkControl({ headers }: ApiRequest): void {
  const host = String(headers.host ?? "").replace(/:\d+$/, "");
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(host.toLowerCase());
  if (isLoopback && headers.origin === undefined) return;
  throw new SalesforceError(
    403,
    "FORBIDDEN",
    "control requests come from this machine's own programs",
  );
}

/** `GET /sandbox/status`. */
export async function showStatus(context: Context): Promise<Reply> {
  const { org } = context;
  const objects = await Promise.all(
    org.objects().map(async ({ name }) => {
      const [row] = await readRows(org, `SELECT count(*) FROM ${sqlName(name)}`);
      return { name, records: Number(row?.[0] ?? 0) };
    }),
  );
  const { apiUsage } = context;
  return jsonReply({
    id: org.id,
    now: org.now().toISOString(),
    version: org.version(),
    apiUsage,
    objects,
  });
}

/** `POST /sandbox/day`. */
export async function nextDay(context: Context): Promise<Reply> {
  const changes = await context.org.day();
  return jsonReply({ now: context.org.now().toISOString(), changes });
}

/** `GET /sandbox/faults`. */
export async function listFaults(context: Context): Promise<Reply> {
  return jsonReply(context.faults.list());
}

/** `POST /sandbox/faults`. */
export async function addFault(context: Context, request: ApiRequest): Promise<Reply> {
  return jsonReply(context.faults.add(parseFault(jsonObject(request))), 201);
}

/** `DELETE /sandbox/faults`. */
export async function clearFaults(context: Context): Promise<Reply> {
  context.faults.clear();
  return emptyReply(204);
}
