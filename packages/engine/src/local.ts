import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { Environment, Flow } from "@lakewright/config";
import { duckDbWarehouse } from "./adapters/local/duckdb-warehouse.ts";
import { warehouseFile } from "./adapters/local/elt/build-file.ts";
import { dbtBuilder } from "./adapters/local/elt/dbt-builder.ts";
import { envSecrets } from "./adapters/local/env-secrets.ts";
import { folderBlobStore } from "./adapters/local/folder-blob-store.ts";
import { governedQuery } from "./adapters/local/governed-query.ts";
import { openSpool } from "./adapters/local/process-spool.ts";
import { sqliteCatalog } from "./adapters/local/sqlite-catalog.ts";
import { sqliteEltRuns } from "./adapters/local/sqlite-elt-runs.ts";
import { sqliteEventBus } from "./adapters/local/sqlite-event-bus.ts";
import { sqliteLedger } from "./adapters/local/sqlite-ledger.ts";
import { sqliteSnapshots } from "./adapters/local/sqlite-snapshots.ts";
import { openState } from "./adapters/local/sqlite-state.ts";
import { hashKey, prepareStateFolder } from "./adapters/local/state-folder.ts";
import { systemClock } from "./adapters/local/system-clock.ts";
import { httpLineageSink } from "./adapters/openlineage/http-lineage-sink.ts";
import { salesforceSource } from "./adapters/salesforce/salesforce-source.ts";
import { PlatformError } from "./domain/platform-error.ts";
import type { GovernedQuery } from "./ports/governed-query.ts";
import type { Ports } from "./ports/ports.ts";
import type { Source } from "./ports/source.ts";
import type { BuildPorts } from "./use-cases/build-projects.ts";

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
  const state = await openState(stateFolder);
  const { secretsFile, platformFolder } = options;
  const secrets = envSecrets(
    processEnv,
    secretsFile ? { path: secretsFile, platformFolder } : undefined,
  );
  const user = { pid: process.pid, host: hostname() };
  const ownSpool = await openSpool(spool, user);
  const sources = new Map<string, Source>();
  const key = Buffer.from(await hashKey(stateFolder)).toString("hex");
  const warehouse = await duckDbWarehouse(key, ownSpool.folder);
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
    warehouse,
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
      builder: dbtBuilder({
        projects: join(stateFolder, "elt"),
        artifacts: join(stateFolder, "artifacts", "elt"),
        requirements,
        cache: cacheFolder(processEnv),
      }),
      lineage: environment.lineage && httpLineageSink(environment.lineage, secrets),
      fileOf: (loadId) => join(stateFolder, "warehouse", loadId, warehouseFile),
    }),
    close: async () => {
      await warehouse.close();
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
