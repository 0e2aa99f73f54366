import type { LakeRelation } from "../../query/index.ts";
import type { CompiledModel } from "../domain/compat.ts";
import type { GeneratedFiles } from "../domain/elt-input.ts";
import type { SqlEngine } from "./column-lineage.ts";

export interface EltRequest {
  /** Names files and rows of this build. */
  readonly loadId: string;
  readonly project: string;
  readonly files: GeneratedFiles;
  /** Folder of the project's own models, macros and tests; it need not exist. */
  readonly ownFolder: string;
  /** Relations of the lake that the project reads. */
  readonly sources: readonly LakeRelation[];
  /** First load date that is new since the state the build begins with, `YYYYMMDD`, by `<database>.<table>`. */
  readonly since: Readonly<Record<string, string>>;
  /** Days to build again, `YYYYMMDD`, both inclusive; undefined = the increment. */
  readonly replay: { readonly from: string; readonly to: string } | undefined;
}

/** Result of one model or test. */
export interface EltResult {
  /** `model.gtm.hub_account`. */
  readonly id: string;
  readonly kind: "model" | "test" | "unit_test" | "other";
  readonly name: string;
  readonly status: "ok" | "warned" | "failed" | "skipped";
  readonly ms: number;
  readonly message: string;
  /** When it ran; absent where unknown. */
  readonly ran?: { readonly from: Date; readonly to: Date } | undefined;
  /** Names of models downstream of this node; of a test, the tested model is among them. */
  readonly downstream: readonly string[];
  /** `<schema>.<name>` that a model makes. */
  readonly relation: string | undefined;
  /** `<schema>.<name>` of what it reads or tests. */
  readonly inputs: readonly string[];
}

/** A model or seed as it was compiled. */
export interface EltModel {
  readonly name: string;
  /** `<schema>.<name>` that it makes. */
  readonly relation: string;
  /** `<schema>.<name>` of what it reads by ref() and source(). */
  readonly inputs: readonly string[];
  /** Its compiled SQL; of a seed, its columns. */
  readonly makes:
    | { readonly sql: string }
    | { readonly columns: readonly string[] }
    /** Why its SQL cannot be used. */
    | { readonly refused: string };
  /** Rows of earlier builds stay in its table. */
  readonly keepsRows: boolean;
}

export interface EltOutcome {
  readonly ok: boolean;
  readonly results: readonly EltResult[];
  /** Every model that makes a relation; empty where dbt ended without results. */
  readonly models: readonly EltModel[];
  /** dbt's output. */
  readonly output: string;
  /** From the start of dbt's process to its end. */
  readonly dbtMs: number;
}

/** A table or view of a build, as SQL sees it. */
export interface BuiltTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** The next state of the warehouse, which no reader sees yet. */
export interface NextBuild {
  /** Builds and tests one project in it. */
  run(request: EltRequest, signal: AbortSignal): Promise<EltOutcome>;
  /** Tables and views in these schemas. */
  tables(schemas: readonly string[]): Promise<readonly BuiltTable[]>;
  /** Drops these tables and views; one that is not there is fine. */
  drop(tables: readonly Pick<BuiltTable, "schema" | "name">[]): Promise<void>;
  /** Writes the rows of a table to a Parquet file of this machine. */
  writeParquet(table: Pick<BuiltTable, "schema" | "name">, file: string): Promise<void>;
}

export interface CompileOutcome {
  readonly models: readonly CompiledModel[];
  /** The same models for each engine, as far as dbt could compile them for it. */
  readonly compiled: Readonly<Record<SqlEngine, readonly EltModel[]>>;
  /** dbt's output where it failed; empty otherwise. */
  readonly output: string;
}

export interface EltProgress {
  readonly project: string;
  readonly done: number;
  readonly total: number;
}

/** Runs dbt. */
export interface EltBuilder {
  /** Installs what is missing. Returns why dbt cannot run on this machine; undefined if it can. */
  prepare(say: (text: string) => void): Promise<string | undefined>;
  /** Begins a state in `file`, with a copy of the state `from` or with nothing. */
  begin(
    file: string,
    from: string | undefined,
    report: (progress: EltProgress) => void,
  ): Promise<NextBuild>;
  /** Compiles a project's models for both engines, without a connection, and lets Redshift's parser read them. */
  compile(
    request: Pick<EltRequest, "project" | "files" | "ownFolder">,
    signal: AbortSignal,
  ): Promise<CompileOutcome>;
  /** Digest of the names and contents of the files in a folder; empty if there is no folder. */
  digestOf(folder: string): Promise<string>;
  /** Keeps a text beside the files that dbt left of a build. */
  keep(loadId: string, name: string, text: string): Promise<void>;
  /** A kept text; undefined if there is none of this name. */
  kept(loadId: string, name: string): Promise<string | undefined>;
  /** Removes kept texts and the files that dbt left, but for those of `builds` and of the `newest` builds. */
  forget(builds: ReadonlySet<string>, newest: number): Promise<void>;
  /** Removes the file of a state, and ends the dbt that a killed process may have left at work on it. */
  remove(file: string): Promise<void>;
}
