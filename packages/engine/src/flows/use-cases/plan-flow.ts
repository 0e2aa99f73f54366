import type { Flow } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import type { Extract } from "../../sources/index.ts";
import { type FieldDescription, planWindow, type Window } from "../../sources/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { describeFlow } from "./describe-flow.ts";

export interface RunFlowOptions {
  /** Reads everything again, whatever the bookmark says. */
  readonly full?: boolean;
  /** Reads this window instead of the planned one; the bookmark stays where it is. */
  readonly from?: Date;
  readonly to?: Date;
}

/** A run as it is known before its first row. */
export interface FlowPlan {
  /** The server's time: decides the partition. */
  readonly startedAt: Date;
  readonly kind: "full" | "increment";
  readonly window: Window | undefined;
  readonly fields: readonly FieldDescription[];
  /** Names of the fields that are hashed before they reach the disk. */
  readonly hashed: ReadonlySet<string>;
  readonly extract: Extract;
  readonly movesBookmark: boolean;
  /** An incremental flow that has not been loaded yet. */
  readonly isFirstLoad: boolean;
  /** Undefined where the source could not count them in time. */
  readonly expectedRows: number | undefined;
}

/**
 * Plans the next run of a flow: asks the source for its clock, the object's fields and the number of rows; changes nothing. Fails with
 * `unclassified_object`, `type_changed`, `field_missing`, `kind_not_supported`, or what the source fails with.
 */
export async function planFlow(
  ports: Pick<FlowPorts, "openSource" | "catalog" | "ledger">,
  flow: Flow,
  options: RunFlowOptions,
): Promise<FlowPlan> {
  const {
    source,
    startedAt,
    fields,
    hashed,
    order: field,
    ...whole
  } = await describeFlow(ports, flow);
  const bookmark = options.full ? undefined : await ports.ledger.bookmark(flow.name);
  const planned = planWindow(flow, { field, serverNow: startedAt }, bookmark);
  const window = narrowed(flow, options, planned);
  const isBackfill = options.from !== undefined || options.to !== undefined;
  const selection = { ...whole.selection, window };
  const expectedRows = await source.count(selection);
  return {
    startedAt,
    kind: isBackfill || (bookmark && window && flow.incremental) ? "increment" : "full",
    window,
    fields,
    hashed,
    extract: { ...selection, api: source.chooseApi(flow.api, expectedRows, selection) },
    movesBookmark: flow.incremental && !isBackfill,
    isFirstLoad: flow.incremental && !bookmark && !isBackfill && !options.full,
    expectedRows,
  };
}

/** `--from` and `--to` replace the planned ends. A full flow has none: part of it would take the place of the whole. */
function narrowed(
  flow: Flow,
  { from, to, full }: RunFlowOptions,
  window: Window | undefined,
): Window | undefined {
  const isBackfill = from !== undefined || to !== undefined;
  if (window && (flow.incremental || !isBackfill))
    return { ...window, from: from ?? (full || to ? undefined : window.from), to: to ?? window.to };
  if (!isBackfill) return undefined;
  const why = window ? "is loaded in full" : "has no field that orders its changes";
  throw new PlatformError(
    "source_refused",
    `${flow.object} ${why}, so it cannot be read from or to a date`,
    "leave out --from and --to: the whole object is read",
  );
}
