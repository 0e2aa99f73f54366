import type { RepairPorts } from "../ports/repair-ports.ts";
import { newestStamp } from "./found-runs.ts";
import { aboutTable, type FlowToCheck, type MendableFault } from "./lake-fault.ts";

/** A bookmark that is gone becomes the newest stamp in the files: the next window reaches back from there by the overlap. */
export async function lostBookmark(
  ports: RepairPorts,
  { flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const { ledger } = ports;
  if (!flow.incremental || (await ledger.bookmark(flow.name))) return [];
  const runs = await ledger.runs({ flow: flow.name, status: "succeeded" });
  if (!runs.some(({ kind }) => kind === "full")) return [];
  const loads = new Set(
    runs.flatMap(({ kind, executionId }) => (kind === "reconcile" ? [] : executionId)),
  );
  const files = await ledger.files(flow.name);
  const loaded = files.filter(({ executionId }) => loads.has(executionId));
  const newest = await newestStamp(ports, flow, loaded);
  if (!newest) return [];
  return [
    {
      what: "bookmark",
      ...aboutTable(flow),
      fault: "the flow has no bookmark, so that the next run would read everything",
      remedy: `set it to the newest stamp in the files, ${newest.toISOString()}`,
      mend: () => ledger.restoreBookmark(flow.name, newest),
    },
  ];
}
