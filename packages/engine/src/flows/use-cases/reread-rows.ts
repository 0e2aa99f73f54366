import type { Flow } from "@lakewright/config";
import { heldVersions } from "../../query/index.ts";
import type { StaleRows } from "../ports/lake-writer.ts";
import { withApiFallback } from "./api-fallback.ts";
import type { DescribedFlow } from "./describe-flow.ts";
import { type LoadContext, loadExtract } from "./load-extract.ts";

/** Rows up to this number are read again by their keys; for more, reading the whole object takes fewer requests. */
export const maxRereadKeys = 10_000;

interface Reread {
  readonly described: DescribedFlow;
  readonly stale: StaleRows;
}

/**
 * Reads rows again that the lake does not hold as the source has them, and writes them as newer versions. Where there are too many to
 * name, the whole object is read, and what the lake already holds is left out.
 */
export async function rereadRows(
  context: LoadContext,
  flow: Flow,
  { described, stale }: Reread,
): Promise<void> {
  const { source, fields, hashed, order } = described;
  const rows = stale.missing + stale.older;
  const isNamed = rows <= maxRereadKeys;
  const { firstLoad } = flow;
  const whole =
    order !== undefined && firstLoad !== "full"
      ? { field: order, from: firstLoad, to: await source.now() }
      : undefined;
  const held = isNamed ? undefined : await heldVersions(context.ports, flow, { fields, order });
  const selection = isNamed
    ? { ...described.selection, keys: stale.keys }
    : { ...described.selection, window: whole };
  const expectedRows = isNamed ? rows : undefined;
  const api = source.chooseApi(flow.api, expectedRows, selection);
  await withApiFallback(source, { preferredApi: flow.api, api }, async (chosen) =>
    loadExtract(context, flow, {
      kind: "reconcile",
      startedAt: await source.now(),
      window: undefined,
      fields,
      hashed,
      extract: { ...selection, api: chosen },
      movesBookmark: false,
      expectedRows,
      held,
    }),
  );
}
