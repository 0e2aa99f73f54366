import { join } from "node:path";
import type { Flow } from "@lakewright/config";
import { fieldDrift } from "../../catalog/index.ts";
import { isDue } from "../../core/index.ts";
import { currentRelation, readingFiles } from "../../query/index.ts";
import type { Extract } from "../../sources/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { withApiFallback } from "./api-fallback.ts";
import { type ComparingRun, comparingRun, publishDiffering } from "./comparing-run.ts";
import { type DescribedFlow, describeFlow } from "./describe-flow.ts";
import { fieldsToRefresh, lastWholeRead } from "./fields-to-refresh.ts";
import { fileColumns, type LoadContext } from "./load-extract.ts";
import { assertKeys, pagesOf, rowsOf } from "./read-keys.ts";

export interface Refresh {
  readonly flow: string;
  /** Names of the fields that were read again. */
  readonly fields: readonly string[];
  /** Rows whose values differed, and that were written as newer versions. */
  readonly rows: number;
}

/** Whether the refresh that a flow declares is due. Before its first load nothing is. */
export async function isRefreshDue(
  { ledger, openSource }: Pick<FlowPorts, "ledger" | "openSource">,
  flow: Flow,
): Promise<boolean> {
  if (!flow.refresh || !flow.incremental || !(await ledger.bookmark(flow.name))) return false;
  const last = await lastWholeRead(ledger, flow.name);
  return !last || isDue(flow.refresh, last.startedAt, await openSource(flow).now());
}

/**
 * Reads key, formulas and added fields of every row again, and writes the rows that differ as newer versions: whole, with the values
 * of the source in these fields. Undefined for full flows, which need none, for objects without a key or with nothing loaded,
 * and where there is no such field.
 */
export async function refreshFields(
  context: LoadContext,
  flow: Flow,
): Promise<Refresh | undefined> {
  const { ports } = context;
  if (!flow.incremental || !(await ports.ledger.bookmark(flow.name))) return undefined;
  if (!(await currentRelation(ports, flow))?.latest) return undefined;
  const described = await describeFlow(ports, flow);
  const { source, selection } = described;
  const fields = await fieldsToRefresh(ports, flow, described.fields);
  if (fields.length === 0) return undefined;
  const { key } = await source.rowFields(flow.object);
  const names = [key, ...fields.map(({ name }) => name).filter((name) => name !== key)];
  const api = source.chooseApi(flow.api, undefined);
  return withApiFallback(source, { preferredApi: flow.api, api }, async (chosen) =>
    compareFields(context, flow, {
      described: { ...described, startedAt: await source.now() },
      extract: { ...selection, includeDeleted: false, fields: names, api: chosen },
    }),
  );
}

interface FieldsRead {
  readonly described: DescribedFlow;
  readonly extract: Extract;
}

function compareFields(context: LoadContext, flow: Flow, read: FieldsRead): Promise<Refresh> {
  const { startedAt } = read.described;
  const { api, fields } = read.extract;
  return comparingRun(context, flow, {
    beginning: { startedAt, api, kind: "refresh", window: undefined },
    work: async (run) => {
      const rows = await writeDiffering(context, flow, { ...read, ...run });
      return { flow: flow.name, fields: fields.slice(1), rows };
    },
  });
}

async function writeDiffering(
  context: LoadContext,
  flow: Flow,
  { described, extract, opening, spool }: FieldsRead & ComparingRun,
): Promise<number> {
  const { ports, signal } = context;
  const { source, fields, hashed } = described;
  const current = await currentRelation(ports, flow);
  if (!current) throw new Error(`${flow.name} is no longer registered`);
  const pages = await pagesOf(source, { extract, spool, signal });
  const columns = fileColumns({ fields, hashed });
  const read = extract.fields.flatMap(
    (name) => columns.find((column) => column.name === name) ?? [],
  );
  const file = join(spool, "refreshed.parquet");
  const written = await readingFiles(ports, [current], {
    read: () => ports.lakeWriter.writeRefreshed(current, { pages, read, columns }, file),
  });
  assertKeys(written.read, rowsOf(pages), flow);
  const before = (await ports.ledger.lastFields(flow.name)) ?? fields;
  const drift = fieldDrift(before, fields);
  const rowsRead = written.read;
  await publishDiffering(context, flow, { opening, pages, written, rowsRead, fields, drift });
  return written.rows;
}
