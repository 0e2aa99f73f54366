import type { Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import { type BlobStore, mapBounded, PlatformError } from "../../core/index.ts";
import { loadDateOf } from "../domain/raw-layout.ts";
import type { RunRecord } from "../domain/run.ts";
import type { BlobAccess, CatalogPorts } from "../ports/catalog-ports.ts";
import { type FileLook, fileFault } from "./file-fault.ts";

/** A file of the lake that is not as it was loaded. */
export interface DamagedFile {
  /** `<database>.<table>` */
  readonly table: string;
  /** `YYYYMMDD` of the run that brought it; undefined for a merged file, which `current` is read from. */
  readonly loadDate: string | undefined;
  readonly executionId: string | undefined;
  readonly uri: string;
  readonly path: string;
  /** What is wrong with it, as the end of a sentence about it. */
  readonly fault: string;
  /** The command that loads its rows again; undefined for a merged file, which is made of others. */
  readonly reload: string | undefined;
}

/** Files looked at side by side: more only wait for the disk. */
const looksAtOnce = 16;

/** Every file of a flow that is not as it was loaded, as far as one looks: those of its runs, and the merged one. */
export async function damagedFiles(
  ports: Pick<CatalogPorts, "ledger"> & {
    readonly blobs: BlobAccess & Pick<BlobStore, "localPath">;
  },
  flow: Pick<Flow, "name" | "database" | "table">,
  look: FileLook,
): Promise<readonly DamagedFile[]> {
  const { ledger, blobs } = ports;
  const merged = await ledger.snapshot(flow.name);
  const loaded = await ledger.files(flow.name);
  async function* files() {
    yield* loaded;
    if (merged)
      yield { uri: merged.uri, rows: merged.rows, bytes: undefined, schemaId: merged.schemaId };
  }
  const found = await mapBounded(files(), looksAtOnce, async ({ schemaId, ...file }) => {
    const described = look === "footer" ? await ledger.fields(schemaId) : undefined;
    const columns = described?.map(({ name }) => name);
    const fault = await fileFault(blobs, { ...file, columns }, look);
    if (fault === undefined) return [];
    const path = await blobs.localPath(file.uri);
    return [await damagedFile(ports, { table: tableId(flow), uri: file.uri, path, fault })];
  });
  return found.flat();
}

type FoundFile = Pick<DamagedFile, "table" | "uri" | "path" | "fault">;

/** What a person needs to know of a file that is not as it was loaded. */
export async function damagedFile(
  { ledger }: Pick<CatalogPorts, "ledger">,
  found: FoundFile,
): Promise<DamagedFile> {
  const run = await ledger.run(found.uri.split("/").at(-2) ?? "");
  return {
    ...found,
    loadDate: run && loadDateOf(run.startedAt),
    executionId: run?.executionId,
    reload: run && reloadCommand(run),
  };
}

/** The command that reads again what a run read. */
export function reloadCommand({ flow, kind, windowFrom, windowTo }: RunRecord): string {
  const call = `lakewright run ${flow}`;
  if (kind === "reconcile" || kind === "refresh") return `${call} --${kind}`;
  if (kind === "full" || !windowFrom || !windowTo) return `${call} --full`;
  return `${call} --from ${windowFrom.toISOString()} --to ${windowTo.toISOString()}`;
}

/** `crm.account, load date 20260105, run 0198…: the file is missing: /state/s3/…` */
export function damageText(file: DamagedFile): string {
  const { table, loadDate, executionId, path, fault } = file;
  const from = loadDate === undefined ? "merged file" : `load date ${loadDate}, run ${executionId}`;
  return `${table}, ${from}: the file ${fault}: ${path}`;
}

/** The failure of whoever wanted to read the file. */
export function fileDamaged(file: DamagedFile, cause?: unknown): PlatformError {
  return new PlatformError("file_damaged", damageText(file), damageHint(file), cause);
}

/** What to do about a damaged file. */
export function damageHint({ reload }: DamagedFile): string {
  const aside = "restore it from a backup, or set it aside with `lakewright repair`";
  return reload === undefined
    ? `${aside}: the next run merges again`
    : `${aside} and load its rows again with \`${reload}\``;
}
