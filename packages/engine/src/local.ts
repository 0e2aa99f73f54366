import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { Connection, Environment, Flow } from "@lakewright/config";
import { duckDbRowReader } from "./catalog/adapters/duckdb/duckdb-row-reader.ts";
import { sqliteCatalog } from "./catalog/adapters/sqlite/sqlite-catalog.ts";
import { sqliteLedger } from "./catalog/adapters/sqlite/sqlite-ledger.ts";
import { sqliteSnapshots } from "./catalog/adapters/sqlite/sqlite-snapshots.ts";
import { folderBlobStore } from "./core/adapters/folder/folder-blob-store.ts";
import { envSecrets, type SecretsFile } from "./core/adapters/machine/env-secrets.ts";
import { openSpool } from "./core/adapters/machine/process-spool.ts";
import { hashKey, prepareStateFolder } from "./core/adapters/machine/state-folder.ts";
import { systemClock } from "./core/adapters/machine/system-clock.ts";
import { stateReadOnly } from "./core/adapters/sqlite/sqlite-error.ts";
import { sqliteEventBus } from "./core/adapters/sqlite/sqlite-event-bus.ts";
import { executionIds } from "./core/domain/execution-id.ts";
import { PlatformError } from "./core/domain/platform-error.ts";
import type { Secrets } from "./core/ports/secrets.ts";
import { warehouseFile } from "./elt/adapters/dbt/build-file.ts";
import { dbtBuilder } from "./elt/adapters/dbt/dbt-builder.ts";
import { httpLineageSink } from "./elt/adapters/openlineage/http-lineage-sink.ts";
import { polyglotLineage } from "./elt/adapters/polyglot/polyglot-lineage.ts";
import { sqliteEltRuns } from "./elt/adapters/sqlite/sqlite-elt-runs.ts";
import type { BuildPorts } from "./elt/use-cases/build-projects.ts";
import { duckDbLakeWriter } from "./flows/adapters/duckdb/duckdb-lake-writer.ts";
import { openLocalState, openLocalStateCopy } from "./local-state.ts";
import type { Ports } from "./ports.ts";
import { duckDbLakeQuery } from "./query/adapters/duckdb/duckdb-lake-query.ts";
import { governedQuery } from "./query/adapters/governed/governed-query.ts";
import { limitedParser } from "./query/adapters/governed/limited-parse.ts";
import type { GovernedQuery } from "./query/ports/governed-query.ts";
import { salesforceSource } from "./sources/adapters/salesforce/salesforce-source.ts";
import { sqliteSourceJobs } from "./sources/adapters/sqlite/sqlite-source-jobs.ts";
import type { Source } from "./sources/ports/source.ts";
import type { SourceJobs } from "./sources/ports/source-jobs.ts";

export interface LocalOptions {
  readonly environment: Environment;
  /** Absolute; made if missing. */
  readonly stateFolder: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly secretsFile: SecretsFile;
  /** The bundled `governed-child.js`; beside this file unless given. */
  readonly childFile?: string | undefined;
}

export interface LocalPlatform {
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** A process of its own for the statements of one role; the caller closes it. */
  openGoverned(): Promise<GovernedQuery>;
  /** The ports of ELT; `requirements` is the file that pins the Python packages. */
  openElt(requirements: string): BuildPorts;
  /** Fails with `state_read_only` where this user may only read the state folder. */
  assertWritable(): void;
  close(): Promise<void>;
}

/** The ports of one machine. Fails with a PlatformError where the state folder cannot be used. */
export async function openLocalPlatform(options: LocalOptions): Promise<LocalPlatform> {
  const { environment, stateFolder, processEnv, childFile } = options;
  const { spool, isReadOnly } = await prepareStateFolder(stateFolder);
  const state = await (isReadOnly
    ? openLocalStateCopy(stateFolder, spool)
    : openLocalState(stateFolder));
  const secrets = envSecrets(processEnv, options.secretsFile);
  const user = { pid: process.pid, host: hostname() };
  const ownSpool = await openSpool(spool, user);
  const sources = new Map<string, Source>();
  const key = Buffer.from(await hashKey(stateFolder)).toString("hex");
  const lakeWriter = await duckDbLakeWriter(key, ownSpool.folder);
  const parser = limitedParser({ childFile });
  const sourceJobs = sqliteSourceJobs(state, user);
  const sourcePorts = { secrets, sourceJobs };
  const lakeQuery = duckDbLakeQuery(ownSpool.folder, parser);
  const rowReader = duckDbRowReader(ownSpool.folder);
  const ports: Ports = {
    openSource: (flow) => {
      const open = sources.get(flow.profile) ?? openSource(environment, flow, sourcePorts);
      sources.set(flow.profile, open);
      return open;
    },
    canRead: ({ profile }) => sourceOf(environment.connections[profile]) !== undefined,
    sourceJobs,
    blobs: folderBlobStore(stateFolder),
    rowReader,
    catalog: sqliteCatalog(state),
    ledger: sqliteLedger(state, user),
    events: sqliteEventBus(state),
    lakeWriter,
    lakeQuery,
    snapshots: sqliteSnapshots(state),
    eltRuns: sqliteEltRuns(state, user),
    clock: systemClock(),
    newExecutionId: executionIds({ now: Date.now, randomBytes }),
    spoolFolder: ownSpool.folder,
  };
  return {
    ports,
    secrets,
    openGoverned: () =>
      governedQuery({ hashKey: key, spillFolder: ownSpool.folder, parser, childFile }),
    openElt: (requirements) => ({
      ...ports,
      lineage: polyglotLineage(),
      builder: dbtBuilder({
        projects: join(stateFolder, "elt"),
        artifacts: join(stateFolder, "artifacts", "elt"),
        requirements,
        cache: cacheFolder(processEnv),
      }),
      lineageSink: environment.lineage && httpLineageSink(environment.lineage, secrets),
      fileOf: (loadId) => join(stateFolder, "warehouse", loadId, warehouseFile),
    }),
    assertWritable: () => {
      if (isReadOnly) throw stateReadOnly(stateFolder);
    },
    close: async () => {
      await lakeWriter.close();
      await lakeQuery.close();
      await rowReader.close();
      await ownSpool.close();
      state.close();
      if (isReadOnly) await rm(spool, { recursive: true, force: true });
    },
  };
}

/** Folder that all platforms of this user share: a Python environment takes some 300 MB. */
function cacheFolder(env: LocalOptions["processEnv"]): string {
  const { LAKEWRIGHT_CACHE, XDG_CACHE_HOME } = env;
  return LAKEWRIGHT_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lakewright");
}

type SourceOf<Kind extends Connection["kind"]> = (
  connection: Extract<Connection, { kind: Kind }>,
  ports: SourcePorts,
) => Source;

interface SourcePorts {
  readonly secrets: Secrets;
  readonly sourceJobs: SourceJobs;
}

/** The sources that this machine reads, by the kind of their connection. */
const sourcesByKind: { readonly [Kind in Connection["kind"]]?: SourceOf<Kind> } = {
  salesforce: (connection, { secrets, sourceJobs }) =>
    salesforceSource(connection, secrets, {
      jobs: {
        opened: (job) => sourceJobs.opened(connection.name, job),
        closed: (job) => sourceJobs.closed(connection.name, job),
      },
    }),
};

/** The table's entry for a connection. Each takes the connections of its own kind, which the types of a lookup cannot say. */
function sourceOf(connection: Connection | undefined) {
  return connection && (sourcesByKind[connection.kind] as SourceOf<Connection["kind"]> | undefined);
}

function openSource(environment: Environment, { profile }: Flow, ports: SourcePorts): Source {
  const connection = environment.connections[profile];
  const open = sourceOf(connection);
  if (connection && open) return open(connection, ports);
  const kind = connection?.kind === "other" ? connection.connector : connection?.kind;
  throw new PlatformError(
    "kind_not_supported",
    `connection "${profile}" is of kind ${kind ?? "unknown"}, which does not run on one machine yet`,
    `kinds that do: ${Object.keys(sourcesByKind).join(", ")}`,
  );
}
