import type { Flow } from "@lakewright/config";
import { isUnclassified, PlatformError } from "../../core/index.ts";
import {
  type FieldDescription,
  incrementalFieldOf,
  loadedFields,
  type Selection,
  type Source,
} from "../../sources/index.ts";
import { hashedFields } from "../domain/personal-field.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { assertExcludedExist } from "./assert-excluded-exist.ts";
import { assertTypesUnchanged } from "./assert-types-unchanged.ts";

/** A flow's object as the source has it now. */
export interface DescribedFlow {
  readonly source: Source;
  /** The server's time: decides the partition. */
  readonly startedAt: Date;
  readonly fields: readonly FieldDescription[];
  /** Names of the fields that are hashed before they reach the disk. */
  readonly hashed: ReadonlySet<string>;
  /** Field that orders changes; undefined = there is none. */
  readonly order: string | undefined;
  /** All rows and fields that the flow loads. */
  readonly selection: Selection;
}

/**
 * Asks the source for its clock and the object's fields. Fails with `unclassified_object`, `type_changed`, `field_missing`,
 * `kind_not_supported`, or what the source fails with.
 */
export async function describeFlow(
  ports: Pick<FlowPorts, "openSource" | "catalog">,
  flow: Flow,
): Promise<DescribedFlow> {
  assertRunsHere(flow);
  const source = ports.openSource(flow);
  const startedAt = await source.now();
  const isReal = await isProduction(source);
  if (isReal && isUnclassified(flow.sensitivity)) throw unclassifiedInProduction(flow);
  const description = await source.describe(flow.object);
  const fields = loadedFields(description, flow);
  assertExcludedExist(flow, description, fields);
  await assertTypesUnchanged(ports, flow, fields);
  const names = fields.map(({ name }) => name);
  const { deletedMark, changeStamps } = await source.rowFields(flow.object);
  const selection = {
    object: flow.object,
    fields: names,
    window: undefined,
    includeDeleted: flow.includeDeleted && deletedMark !== undefined && names.includes(deletedMark),
  };
  return {
    source,
    startedAt,
    fields,
    hashed: hashedFields(flow, fields, isReal),
    order: incrementalFieldOf(flow.incrementalField, names, changeStamps),
    selection,
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
