import { databaseOfSchema } from "@lakewright/config/schema-names";
import {
  damagedFile,
  everyRowSelect,
  type FileLook,
  fileDamaged,
  fileFault,
} from "../../catalog/index.ts";
import { isOfMachine, mapBounded, PlatformError, quoteName } from "../../core/index.ts";
import type { LakeFile, LakeRelation, PublishedRelation } from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";

type FilePorts = Pick<QueryPorts, "ledger" | "blobs" | "lakeQuery">;
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
  look: FileLook,
): Promise<void> {
  for (const relation of relations) {
    const faults = await mapBounded(filesOf(relation), looksAtOnce, async (file) => ({
      file,
      fault: await faultOf(ports, relation, { file, look }),
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
  { error, signal = new AbortController().signal }: Failure,
): Promise<unknown> {
  if (error instanceof PlatformError && (notOfFiles.has(error.code) || isRefused(error)))
    return error;
  try {
    await assertUndamaged(ports, relations, "footer");
  } catch (damage) {
    if (damage instanceof PlatformError) return withCause(damage, error);
    throw damage;
  }
  const said = wordsOf(error);
  const isStopped = error instanceof PlatformError && error.code === "statement_stopped";
  if (isStopped || isOfStatement(said) || isOfMachine(said)) return error;
  for (const relation of relations) {
    const damage = "file" in relation ? undefined : await undecodable(ports, relation, signal);
    if (damage) return withCause(damage, error);
  }
  return error;
}

/** The first file of a relation whose rows cannot be decoded: engines do not always say which one it was. */
async function undecodable(
  ports: FilePorts,
  relation: LakeRelation,
  signal: AbortSignal,
): Promise<PlatformError | undefined> {
  const { schema, name, columns, partitionColumn } = relation;
  const sql = everyRowSelect(`${quoteName(schema)}.${quoteName(name)}`);
  const whole = { schema, name, columns, partitionColumn };
  for (const group of relation.groups)
    for (const file of group.files) {
      const alone = { ...whole, groups: [{ ...group, files: [file] }] };
      try {
        await ports.lakeQuery.query(sql, [alone], signal);
      } catch (error) {
        if (signal.aborted) throw error;
        if (isOfMachine(wordsOf(error))) return undefined;
        const fault = `cannot be read (${reasonIn(wordsOf(error))})`;
        return damageOf(ports, relation, { file, fault });
      }
    }
  return undefined;
}

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

async function* filesOf(relation: Relation): AsyncGenerator<LakeFile> {
  if ("file" in relation) yield* relation.lakeFiles ?? [];
  else for (const { files } of relation.groups) yield* files;
}

interface Looked {
  readonly file: LakeFile;
  readonly look: FileLook;
}

async function faultOf(
  { blobs }: Pick<FilePorts, "blobs">,
  relation: Relation,
  { file: { uri, bytes, path }, look }: Looked,
): Promise<string | undefined> {
  if (uri === undefined) return undefined;
  const columns = "file" in relation ? undefined : columnsOf(relation, path);
  return fileFault(blobs, { uri, bytes, columns }, look);
}

function columnsOf({ groups }: LakeRelation, path: string): readonly string[] | undefined {
  const group = groups.find(({ files }) => files.some((file) => file.path === path));
  return group?.fields.map(({ name }) => name);
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

/** What an engine said, which a failure may keep as its cause. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${wordsOf(error.cause)}`;
}

/** Errors of statements, which are the same whatever is in the files. */
function isOfStatement(said: string): boolean {
  return /^\s*(Binder|Parser|Catalog|Conversion|Out of Range|Mismatch Type|Not implemented) Error|Got \d+ result/im.test(
    said,
  );
}

/** The engine's words without the place, which is told anyway. */
function reasonIn(said: string): string {
  const [line = ""] = said.split("\n");
  return line
    .replace(/^[\w ]*Error: /, "")
    .replace(/ ?['"]?\/[^'"\s]*['"]?:?/g, "")
    .trim();
}
