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
  /** What the sources' names stand for. */
  readonly sources: readonly LakeRelation[];
  /** First load date that is new since the state the build begins with, `YYYYMMDD`, by `<database>.<table>`. */
  readonly since: Readonly<Record<string, string>>;
  /** Days to build again, `YYYYMMDD`, both inclusive; undefined = the increment. */
  readonly replay: { readonly from: string; readonly to: string } | undefined;
}

/** What became of one model or test. */
export interface EltResult {
  /** `model.gtm.hub_account`. */
  readonly id: string;
  readonly kind: "model" | "test" | "unit_test" | "other";
  readonly name: string;
  readonly status: "ok" | "warned" | "failed" | "skipped";
  readonly ms: number;
  readonly message: string;
  /** When it ran; absent = not known. */
  readonly ran?: { readonly from: Date; readonly to: Date } | undefined;
  /** Models that a failure of it reaches, by name: those that read it; of a test, the model that it tests too. */
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
  /** What it selects; of a seed, its columns. */
  readonly makes:
    | { readonly sql: string }
    | { readonly columns: readonly string[] }
    /** Why it cannot be read. */
    | { readonly refused: string };
  /** Rows of earlier builds stay in its table. */
  readonly keepsRows: boolean;
}

export interface EltOutcome {
  readonly ok: boolean;
  readonly results: readonly EltResult[];
  /** Every model that makes a relation; empty where dbt ended without results. */
  readonly models: readonly EltModel[];
  /** What dbt said where it ended without results. */
  readonly said: string;
  /** From the start of dbt's process to its end. */
  readonly dbtMs: number;
}

/** A table or view of a build, as SQL sees it. */
export interface BuiltTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A next state of the warehouse that nobody sees yet. */
export interface NextBuild {
  /** Builds and tests one project in it. */
  run(request: EltRequest, signal: AbortSignal): Promise<EltOutcome>;
  /** Tables and views in these schemas. */
  tables(schemas: readonly string[]): Promise<readonly BuiltTable[]>;
  /** Writes the rows of a table to a Parquet file of this machine. */
  writeParquet(table: Pick<BuiltTable, "schema" | "name">, file: string): Promise<void>;
}

export interface CompileOutcome {
  readonly models: readonly CompiledModel[];
  /** The same models for each engine, as far as dbt could compile them for it. */
  readonly compiled: Readonly<Record<SqlEngine, readonly EltModel[]>>;
  /** What dbt said where it ended badly; empty otherwise. */
  readonly said: string;
}

export interface EltProgress {
  readonly project: string;
  readonly done: number;
  readonly total: number;
}

/** Runs dbt. */
export interface EltBuilder {
  /** Why it cannot run on this machine; undefined = it can. Installs what is missing. */
  whyNot(say: (text: string) => void): Promise<string | undefined>;
  /** Begins with a copy of the state `from`, or with nothing; gives the file that the state is kept in. */
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
  /** A digest of files in a folder, of their names and contents; empty if there is none. */
  digestOf(folder: string): Promise<string>;
  /** Keeps a text beside the files that dbt left of a build. */
  keep(loadId: string, name: string, text: string): Promise<void>;
  /** A text that was kept; undefined if there is none of this name. */
  kept(loadId: string, name: string): Promise<string | undefined>;
  /** Removes a state that nobody needs. */
  remove(file: string): Promise<void>;
}
