import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ColumnPredicate, RelationUse } from "../../domain/relation.ts";
import type { GovernedColumn, GovernedRelation } from "../../ports/governed-query.ts";
import { attachStatements, lakeFiles, stateFiles } from "../duckdb/relation-select.ts";
import { foldCase } from "../gate/cte-scope.ts";
import { governedError, isFatal } from "./governed-error.ts";
import type { FilledColumn } from "./governed-message.ts";
import type { GovernedProcess } from "./governed-process.ts";
import { hiddenRowSelect, roleSelect, withAllRows } from "./role-select.ts";
import {
  type EngineLimits,
  limitSettings,
  lock,
  type RoleView,
  viewOfFiles,
  viewOfFilled,
} from "./role-view.ts";

/** What of a relation a statement needs. */
export interface Need {
  /** Names of columns, in lower case; undefined = all. */
  readonly columns: ReadonlySet<string> | undefined;
  /** Bounds that every row of the relation must keep to be of use. */
  readonly bounds: readonly ColumnPredicate[];
  readonly limit: number | undefined;
}

interface Sealed {
  /** Policy and files that it was made of. */
  readonly of: string;
  readonly columns: ReadonlySet<string>;
  /** Bounds and limit, if it does not hold all rows. */
  readonly part: string | undefined;
  readonly view: RoleView;
  /** Ours; undefined where the view reads the relation's own files. */
  readonly file: string | undefined;
  readonly mebibytes: number;
}

interface SealedOptions extends EngineLimits {
  /** Where files are kept: the filling process's own folder. */
  readonly folder: string;
  /** Most that stays for later statements. */
  readonly keptMiB: number;
  /** The process that fills files, started where it is needed. */
  readonly filler: () => GovernedProcess;
}

export interface SealedRelations {
  /** The view over a file that holds what is needed. Rejects like `GovernedQuery`, or with the engine's words in an `Error`. */
  view(governed: GovernedRelation, need: Need, signal: AbortSignal): Promise<RoleView>;
  /** Removes what was used longest ago beyond the limit, and nothing that these views read. */
  trim(used: readonly RoleView[]): Promise<void>;
}

/**
 * Files that hold what a role may see of relations, values in the clear and nothing else, made by a process that never runs the role's
 * text. They stay for the session's later statements: a relation's files and policy name what it holds, and files of the lake
 * and states of the warehouse are never written again.
 */
export function sealedRelations(options: SealedOptions): SealedRelations {
  /** The last used last. */
  const kept: Sealed[] = [];
  let next = 0;
  const touch = (sealed: Sealed, { relation: { schema, name } }: GovernedRelation): RoleView => {
    kept.splice(kept.indexOf(sealed), 1);
    kept.push(sealed);
    // What it holds may have been asked for under another of the table's names.
    return { ...sealed.view, schema, name };
  };
  return {
    view: async (governed, need, signal) => {
      const columns = columnsFor(governed, need);
      const of = madeOf(governed);
      const part = partOf(need);
      const known = kept.find(
        (sealed) =>
          sealed.of === of &&
          (sealed.part === undefined || sealed.part === part) &&
          columns.every(({ name }) => sealed.columns.has(name)),
      );
      if (known) return touch(known, governed);
      const file = join(options.folder, `sealed-${next++}.parquet`);
      // A part is mostly written faster than all rows are looked at.
      const hiddenRow = part === undefined ? hiddenRowSelect(governed) : undefined;
      const filled = await fill({ options, governed, columns, need, hiddenRow, file }, signal);
      const sealed = {
        of,
        part,
        ...(filled === undefined ? asItIs(governed) : await sealedIn(file, filled, governed)),
      };
      kept.push(sealed);
      return sealed.view;
    },
    trim: async (used) => {
      let size = kept.reduce((sum, { mebibytes }) => sum + mebibytes, 0);
      for (const sealed of [...kept]) {
        if (size <= options.keptMiB) return;
        const isUsed = used.some(({ files }) => files[0] === sealed.view.files[0]);
        if (sealed.file === undefined || isUsed) continue;
        kept.splice(kept.indexOf(sealed), 1);
        size -= sealed.mebibytes;
        await rm(sealed.file, { force: true });
      }
    },
  };
}

type Kept = Pick<Sealed, "columns" | "view" | "file" | "mebibytes">;

/** No row is hidden, so that it is read like a relation of which only columns are. */
function asItIs(governed: GovernedRelation): Kept {
  return {
    columns: new Set(governed.policy.columns.map(({ name }) => name)),
    view: viewOfFiles(withAllRows(governed)),
    file: undefined,
    mebibytes: 0,
  };
}

async function sealedIn(
  file: string,
  filled: readonly FilledColumn[],
  governed: GovernedRelation,
): Promise<Kept> {
  return {
    columns: new Set(filled.map(({ name }) => name)),
    view: viewOfFilled(governed, file, filled),
    file,
    mebibytes: (await stat(file)).size / (1024 * 1024),
  };
}

function madeOf(governed: GovernedRelation): string {
  const select = roleSelect(governed, governed.policy.columns);
  return [...stateFiles([governed.relation]), select].join("\n");
}

/** Where a statement needs none, as in count(*), one column stands for the rows. */
function columnsFor({ policy }: GovernedRelation, { columns }: Need): readonly GovernedColumn[] {
  const needed = policy.columns.filter(({ name }) => !columns || columns.has(foldCase(name)));
  const smallest = policy.columns.find(({ access }) => access === "full") ?? policy.columns[0];
  return needed.length > 0 || !smallest ? needed : [smallest];
}

function partOf({ bounds, limit }: Need): string | undefined {
  return bounds.length === 0 && limit === undefined ? undefined : JSON.stringify([bounds, limit]);
}

/** With more columns, what a second thread has ready and must wait with, to keep the order, spills without a bound. It is no faster either. */
const widestForTwo = 4;

interface Fill {
  readonly options: SealedOptions;
  readonly governed: GovernedRelation;
  readonly columns: readonly GovernedColumn[];
  readonly need: Need;
  readonly hiddenRow: string | undefined;
  readonly file: string;
}

/** The columns of the file; undefined where no row is hidden and there is none. */
async function fill(
  { options, governed, columns, need, hiddenRow, file }: Fill,
  signal: AbortSignal,
): Promise<readonly FilledColumn[] | undefined> {
  const { relation } = governed;
  const request = {
    setup: [
      ...limitSettings(options),
      ...(columns.length > widestForTwo ? ["SET threads = 1"] : []),
      ...attachStatements([relation]),
      ...lock([...lakeFiles([relation]), file]),
    ],
    select: roleSelect(governed, columns),
    hiddenRow,
    bounds: need.bounds,
    limit: need.limit,
    into: file,
  };
  let filled: readonly FilledColumn[] | undefined;
  let error: string | undefined;
  try {
    await options.filler().request(
      request,
      (reply) => {
        if ("filled" in reply) filled = reply.filled;
        if ("error" in reply) error = reply.error;
      },
      signal,
    );
    if (error !== undefined) throw fillError(error);
    return filled;
  } catch (cause) {
    await rm(file, { force: true });
    throw cause;
  }
}

/** An error of the statement that was filled with is about policies, and its words can hold their text. */
function fillError(message: string): Error {
  return isFatal(message) ? governedError(message, []) : new Error(message);
}

/** Bounds that a statement sets to the rows of a relation, which it must name only once. */
export function boundsOf(
  uses: readonly RelationUse[],
  { relation }: GovernedRelation,
): readonly ColumnPredicate[] {
  const own = uses.filter(
    ({ schema, name }) => schema === foldCase(relation.schema) && name === foldCase(relation.name),
  );
  return own.length === 1 ? (own[0]?.predicates ?? []) : [];
}
