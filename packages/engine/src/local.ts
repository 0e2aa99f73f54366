import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { Environment, Flow } from "@lakewright/config";
import { sqliteCatalog } from "./catalog/adapters/sqlite/sqlite-catalog.ts";
import { sqliteLedger } from "./catalog/adapters/sqlite/sqlite-ledger.ts";
import { sqliteSnapshots } from "./catalog/adapters/sqlite/sqlite-snapshots.ts";
import { folderBlobStore } from "./core/adapters/folder/folder-blob-store.ts";
import { envSecrets } from "./core/adapters/machine/env-secrets.ts";
import { openSpool } from "./core/adapters/machine/process-spool.ts";
import { hashKey, prepareStateFolder } from "./core/adapters/machine/state-folder.ts";
import { systemClock } from "./core/adapters/machine/system-clock.ts";
import { sqliteEventBus } from "./core/adapters/sqlite/sqlite-event-bus.ts";
import { PlatformError } from "./core/domain/platform-error.ts";
import { warehouseFile } from "./elt/adapters/dbt/build-file.ts";
import { dbtBuilder } from "./elt/adapters/dbt/dbt-builder.ts";
import { httpLineageSink } from "./elt/adapters/openlineage/http-lineage-sink.ts";
import { polyglotLineage } from "./elt/adapters/polyglot/polyglot-lineage.ts";
import { sqliteEltRuns } from "./elt/adapters/sqlite/sqlite-elt-runs.ts";
import type { BuildPorts } from "./elt/use-cases/build-projects.ts";
import { duckDbLakeWriter } from "./flows/adapters/duckdb/duckdb-lake-writer.ts";
import { openLocalState } from "./local-state.ts";
import type { Ports } from "./ports.ts";
import { duckDbLakeQuery } from "./query/adapters/duckdb/duckdb-lake-query.ts";
import { governedQuery } from "./query/adapters/governed/governed-query.ts";
import type { GovernedQuery } from "./query/ports/governed-query.ts";
import { salesforceSource } from "./sources/adapters/salesforce/salesforce-source.ts";
import type { Source } from "./sources/ports/source.ts";

export interface LocalOptions {
  readonly environment: Environment;
  /** Absolute; made if missing. */
  readonly stateFolder: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** The platform's folder: a secrets file must not stand in it. */
  readonly platformFolder: string;
  readonly secretsFile?: string | undefined;
}

export interface LocalPlatform {
  readonly ports: Ports;
  /** A process of its own for the statements of one role; the caller closes it. */
  openGoverned(): Promise<GovernedQuery>;
  /** What ELT needs beside; `requirements` is the file that pins the Python packages. */
  openElt(requirements: string): BuildPorts;
  close(): Promise<void>;
}

/** The ports of one machine. Fails with a PlatformError where the state folder cannot be used. */
export async function openLocalPlatform(options: LocalOptions): Promise<LocalPlatform> {
  const { environment, stateFolder, processEnv } = options;
  const { spool } = await prepareStateFolder(stateFolder);
  const state = await openLocalState(stateFolder);
  const { secretsFile, platformFolder } = options;
  const secrets = envSecrets(
    processEnv,
    secretsFile ? { path: secretsFile, platformFolder } : undefined,
  );
  const user = { pid: process.pid, host: hostname() };
  const ownSpool = await openSpool(spool, user);
  const sources = new Map<string, Source>();
  const key = Buffer.from(await hashKey(stateFolder)).toString("hex");
  const lakeWriter = await duckDbLakeWriter(key, ownSpool.folder);
  const lakeQuery = duckDbLakeQuery(ownSpool.folder);
  const ports: Ports = {
    openSource: (flow) => {
      const open =
        sources.get(flow.profile) ?? salesforceSource(connectionOf(environment, flow), secrets);
      sources.set(flow.profile, open);
      return open;
    },
    blobs: folderBlobStore(stateFolder),
    catalog: sqliteCatalog(state),
    ledger: sqliteLedger(state, user),
    events: sqliteEventBus(state),
    lakeWriter,
    lakeQuery,
    snapshots: sqliteSnapshots(state),
    eltRuns: sqliteEltRuns(state, user),
    clock: systemClock(),
    spoolFolder: ownSpool.folder,
  };
  return {
    ports,
    openGoverned: () => governedQuery({ hashKey: key, spillFolder: ownSpool.folder }),
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
    close: async () => {
      await lakeWriter.close();
      await lakeQuery.close();
      await ownSpool.close();
      state.close();
    },
  };
}

/** Where what every platform of this user can share is kept: a Python environment takes some 300 MB. */
function cacheFolder(env: LocalOptions["processEnv"]): string {
  const { LAKEWRIGHT_CACHE, XDG_CACHE_HOME } = env;
  return LAKEWRIGHT_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lakewright");
}

function connectionOf(environment: Environment, flow: Flow) {
  const connection = environment.connections[flow.profile];
  if (connection?.kind === "salesforce") return connection;
  throw new PlatformError(
    "kind_not_supported",
    `connection "${flow.profile}" is not a Salesforce org`,
    "only salesforce connections run on one machine yet",
  );
}
