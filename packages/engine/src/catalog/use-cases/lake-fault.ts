import type { Environment, Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import { loadDateOf } from "../domain/raw-layout.ts";
import type { RunRecord } from "../domain/run.ts";
import type { RepairPorts } from "../ports/repair-ports.ts";

/** Something in which ledger, catalog and files of a flow do not agree. */
export interface LakeFault {
  readonly what: "file" | "run" | "bookmark" | "table" | "columns" | "partition";
  /** `<database>.<table>` */
  readonly table: string;
  readonly loadDate: string | undefined;
  readonly executionId: string | undefined;
  readonly path: string | undefined;
  /** What is wrong, as a sentence. */
  readonly fault: string;
  /** What a repair does about it. */
  readonly remedy: string;
  /** The command that a person has to call after that; undefined = none. */
  readonly reload: string | undefined;
}

/** A fault with what mends it. */
export interface MendableFault extends LakeFault {
  readonly mend: () => Promise<void>;
}

/** A flow of a platform in one of its environments. */
export interface FlowToCheck {
  readonly environment: Environment;
  readonly flow: Flow;
}

/** A step of a check: what it finds depends on what the steps before it have mended. */
export type CheckStep = (ports: RepairPorts, of: FlowToCheck) => Promise<readonly MendableFault[]>;

/** What a fault says that is about the whole table of a flow. */
export function aboutTable(flow: Flow) {
  return {
    table: tableId(flow),
    loadDate: undefined,
    executionId: undefined,
    path: undefined,
    reload: undefined,
  };
}

/** What a fault says that is about one run of a flow. */
export function aboutRun(
  flow: Flow,
  { executionId, startedAt }: Pick<RunRecord, "executionId" | "startedAt">,
) {
  return { ...aboutTable(flow), executionId, loadDate: loadDateOf(startedAt) };
}
