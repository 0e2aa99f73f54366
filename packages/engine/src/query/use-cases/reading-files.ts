import { databaseOfSchema } from "@lakewright/config/schema-names";
import { damagedFile, type FileLook, fileDamaged, fileFault } from "../../catalog/index.ts";
import { mapBounded, PlatformError } from "../../core/index.ts";
import type { LakeFile, LakeRelation, PublishedRelation } from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";

type FilePorts = Pick<QueryPorts, "ledger" | "blobs" | "rowReader">;
type Relation = LakeRelation | PublishedRelation;

/** Files that are looked at side by side: more only wait for the disk. */
const looksAtOnce = 16;

interface FileReading<T> {
  readonly read: () => Promise<T>;
  /** Also ends the search for the file that reading failed because of. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads relations of the lake. Fails with `file_damaged` before it reads, where a file is missing or not of the size that was
 * loaded: engines answer from a file that another one took the place of. And so where reading fails because of a file.
 */
export async function readingFiles<T>(
  ports: FilePorts,
  relations: readonly Relation[],
  { read, signal }: FileReading<T>,
): Promise<T> {
  await assertUndamaged(ports, relations, "size");
  try {
    return await read();
  } catch (error) {
    throw await readFailure(ports, relations, { error, signal });
  }
}

/** Fails with `file_damaged` for the first file that does not look as it was loaded. */
export async function assertUndamaged(
  ports: Pick<FilePorts, "ledger" | "blobs">,
  relations: readonly Relation[],
  look: FileLook | ((file: LakeFile) => FileLook),
): Promise<void> {
  const lookAt = typeof look === "function" ? look : () => look;
  for (const relation of relations) {
    const faults = await mapBounded(filesOf(relation), looksAtOnce, async (known) => ({
      file: known.file,
      fault: await faultOf(ports, known, lookAt(known.file)),
    }));
    for (const { file, fault } of faults)
      if (fault !== undefined) throw await damageOf(ports, relation, { file, fault });
  }
}

interface Failure {
  readonly error: unknown;
  /** Ends the search for the file. */
  readonly signal?: AbortSignal | undefined;
}

/** What is behind a failure to read relations: `file_damaged` if a file of theirs is, else the failure as it is. */
export async function readFailure(
  ports: FilePorts,
  relations: readonly Relation[],
  { error, signal }: Failure,
): Promise<unknown> {
  if (error instanceof PlatformError && (notOfFiles.has(error.code) || isRefused(error)))
    return error;
  const isSuspect = ports.rowReader.suspects(error);
  // A file that took another's place has other columns, which looks like a mistake in the statement.
  const look = (file: LakeFile) => (isSuspect || file.bytes === undefined ? "footer" : "size");
  try {
    await assertUndamaged(ports, relations, look);
  } catch (damage) {
    if (damage instanceof PlatformError) return withCause(damage, error);
    throw damage;
  }
  if (!isSuspect) return error;
  for (const relation of relations)
    for await (const { file } of filesOf(relation)) {
      if ("file" in relation || (await ports.rowReader.canRead(file.path, signal))) continue;
      const damage = await damageOf(ports, relation, { file, fault: undecodable });
      return withCause(damage, error);
    }
  return error;
}

/** Engines do not always say which file it was. */
const undecodable = "holds rows that cannot be read";

/** Whether the statement was refused before an engine read anything. */
function isRefused({ code, cause }: PlatformError): boolean {
  return code === "sql_refused" && cause === undefined;
}

/** Failures that have nothing to do with files. */
const notOfFiles: ReadonlySet<PlatformError["code"]> = new Set([
  "cancelled",
  "file_damaged",
  "unknown_name",
  "disk_full",
  "bad_page",
  "count_mismatch",
]);

interface NamedFile {
  readonly file: LakeFile;
  /** Names of its columns, where they are known. */
  readonly columns: readonly string[] | undefined;
}

async function* filesOf(relation: Relation): AsyncGenerator<NamedFile> {
  if ("file" in relation)
    for (const file of relation.lakeFiles ?? []) yield { file, columns: undefined };
  else
    for (const { files, fields } of relation.groups) {
      const columns = fields.map(({ name }) => name);
      for (const file of files) yield { file, columns };
    }
}

async function faultOf(
  { blobs }: Pick<FilePorts, "blobs">,
  { file: { uri, bytes }, columns }: NamedFile,
  look: FileLook,
): Promise<string | undefined> {
  return uri === undefined ? undefined : fileFault(blobs, { uri, bytes, columns }, look);
}

async function damageOf(
  ports: Pick<FilePorts, "ledger">,
  { schema, name }: Relation,
  { file: { uri = "", path }, fault }: { readonly file: LakeFile; readonly fault: string },
): Promise<PlatformError> {
  const table = `${databaseOfSchema(schema)}.${name}`;
  return fileDamaged(await damagedFile(ports, { table, uri, path, fault }));
}

function withCause(damage: PlatformError, cause: unknown): PlatformError {
  return new PlatformError(damage.code, damage.message, damage.hint, cause);
}
