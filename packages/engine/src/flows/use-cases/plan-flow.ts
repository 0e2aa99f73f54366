import type { Flow } from "@lakewright/config";
import { isUnclassified, PlatformError } from "../../core/index.ts";
import type { Extract, Source } from "../../sources/index.ts";
import {
  type FieldDescription,
  incrementalFieldOf,
  loadedFields,
  planWindow,
  type Window,
} from "../../sources/index.ts";
import { hashedFields } from "../domain/personal-field.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { assertTypesUnchanged } from "./assert-types-unchanged.ts";

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
  assertRunsHere(flow);
  const source = ports.openSource(flow);
  const startedAt = await source.now();
  const isReal = await isProduction(source);
  if (isReal && isUnclassified(flow.sensitivity)) throw unclassifiedInProduction(flow);
  const fields = loadedFields(await source.describe(flow.object), flow);
  await assertTypesUnchanged(ports, flow, fields);
  const names = fields.map(({ name }) => name);
  const bookmark = options.full ? undefined : await ports.ledger.bookmark(flow.name);
  const { deletedMark, changeStamps } = await source.rowFields(flow.object);
  const field = incrementalFieldOf(flow.incrementalField, names, changeStamps);
  const planned = planWindow(flow, { field, serverNow: startedAt }, bookmark);
  const window = narrowed(flow, options, planned);
  const isBackfill = options.from !== undefined || options.to !== undefined;
  const selection = {
    object: flow.object,
    fields: names,
    window,
    includeDeleted: flow.includeDeleted && deletedMark !== undefined && names.includes(deletedMark),
  };
  const expectedRows = await source.count(selection);
  return {
    startedAt,
    kind: isBackfill || (bookmark && window && flow.incremental) ? "increment" : "full",
    window,
    fields,
    hashed: hashedFields(flow, fields, isReal),
    extract: { ...selection, api: source.chooseApi(flow.api, expectedRows, selection) },
    movesBookmark: flow.incremental && !isBackfill,
    isFirstLoad: flow.incremental && !bookmark && !isBackfill && !options.full,
    expectedRows,
  };
}

function assertRunsHere(flow: Flow): void {
  if (flow.direction === "in") return;
  throw new PlatformError(
    "kind_not_supported",
    `flow "${flow.name}" is ${flow.source} → ${flow.destination}, which does not run on one machine yet`,
    "it is validated and will be deployed; run flows that load into s3",
  );
}

async function isProduction(source: Source): Promise<boolean> {
  const { isSandbox, isLocal } = await source.organization();
  return !isSandbox && !isLocal;
}

function unclassifiedInProduction({ object, profile, at }: Flow): PlatformError {
  return new PlatformError(
    "unclassified_object",
    `${object} of "${profile}" is unclassified, and "${profile}" is a production org`,
    `${at.file}:${at.line}: add "pii: 1" (personal fields are hashed here) or "pii: 0" to the object`,
  );
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
