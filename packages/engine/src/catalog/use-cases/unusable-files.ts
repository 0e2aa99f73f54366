import type { Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import type { RepairPorts } from "../ports/repair-ports.ts";
import { type DamagedFile, damagedFile, damagedFiles } from "./damaged-file.ts";
import type { FlowToCheck, MendableFault } from "./lake-fault.ts";

/** Files of runs, and the merged one, that are damaged or whose rows cannot be decoded. */
export async function unusableFiles(
  ports: RepairPorts,
  { flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const damaged = await damagedFiles(ports, flow, "footer");
  const unusable = [...damaged, ...(await undecodableFiles(ports, flow, damaged))];
  return unusable.map(({ uri, fault, ...file }) => ({
    what: "file" as const,
    ...file,
    fault: `the ${file.executionId === undefined ? "merged " : ""}file ${fault}`,
    remedy: fault === "is missing" ? "forget it" : "set it aside",
    mend: () => setAside(ports, uri),
  }));
}

/** Files that look right, and whose rows cannot be decoded. */
async function undecodableFiles(
  ports: RepairPorts,
  flow: Flow,
  damaged: readonly DamagedFile[],
): Promise<readonly DamagedFile[]> {
  const known = new Set(damaged.map(({ uri }) => uri));
  const merged = await ports.ledger.snapshot(flow.name);
  const uris = [...(await ports.ledger.files(flow.name)), ...(merged ? [merged] : [])]
    .map(({ uri }) => uri)
    .filter((uri) => !known.has(uri));
  const found: DamagedFile[] = [];
  for (const uri of uris) {
    const path = await ports.blobs.localPath(uri);
    if (await ports.rowReader.canRead(path)) continue;
    const fault = "holds rows that cannot be read";
    found.push(await damagedFile(ports, { table: tableId(flow), uri, path, fault }));
  }
  return found;
}

/** Moves a file to the quarantine zone, under the same key, and forgets it. Nothing is deleted. */
export async function setAside(
  { ledger, blobs }: Pick<RepairPorts, "ledger" | "blobs">,
  uri: string,
): Promise<void> {
  if ((await blobs.size(uri)) !== undefined)
    await blobs.publish([{ file: await blobs.localPath(uri), uri: quarantined(uri) }]);
  await ledger.forgetFile(uri);
}

function quarantined(uri: string): string {
  return uri.replace(/^s3:\/\/([^/]*)-(raw|curated)-/, "s3://$1-quarantine-");
}
