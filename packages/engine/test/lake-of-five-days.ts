import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { LakeFault } from "../src/catalog/use-cases/lake-fault.ts";
import { runPlatform } from "../src/flows/use-cases/run-platform.ts";
import { type LocalPlatform, openLocalPlatform } from "../src/local.ts";
import { openLocalState } from "../src/local-state.ts";
import type { Ports } from "../src/ports.ts";
import { queryLake } from "../src/query/use-cases/query-lake.ts";
import { memorySource } from "../src/sources/adapters/memory/memory-source.ts";
import { anyEnvironment, anyFlow } from "./any-flow.ts";
import {
  baseFields,
  day,
  field,
  quiet,
  row,
  signal,
} from "./contracts/use-cases/lake-under-test.ts";
import { bundledChild } from "./gate/bundled-child.ts";

export const account = anyFlow({ overlapSeconds: 1800 });
export const product = anyFlow({
  name: "gtm-dev-crm-Product2",
  object: "Product2",
  table: "product2",
  incremental: false,
});
const flows = [account, product];
export const environment = anyEnvironment(flows);

/** A lake on this machine that was loaded for five days: changes, deletions, a new field, an object loaded in full. */
export async function lakeOfFiveDays() {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-repair-"));
  const rows = [
    row("a", "2026-02-01T00:00:00Z"),
    row("b", "2019-01-01T00:00:00Z"),
    row("c", "2026-02-28T23:00:00Z"),
  ];
  const fields = [...baseFields];
  const products = [row("p", "2026-02-01T00:00:00Z"), row("q", "2026-02-02T00:00:00Z")];
  const source = memorySource({
    objects: { Account: { fields, rows }, Product2: { fields: baseFields, rows: products } },
    now: day(1),
    pageRows: 2,
  });
  const childFile = await bundledChild(folder);
  const open = async (): Promise<{ ports: Ports; local: LocalPlatform }> => {
    const local = await openLocalPlatform({
      environment,
      stateFolder: folder,
      childFile,
      processEnv: {},
      secretsFile: { path: "/nowhere.env", platformFolder: "/platform", isDefault: true },
    });
    const clock = { now: () => new Date() };
    return {
      local,
      ports: { ...local.ports, clock, openSource: () => source, canRead: () => true },
    };
  };
  const lake = { folder, rows, source, ...(await open()) };
  onTestFinished(async () => {
    await lake.local.close();
    await rm(folder, { recursive: true });
  });
  const run = async (options = {}) => {
    const ended = await runPlatform(
      { ports: lake.ports, environment, signal, report: quiet },
      { names: flows.map(({ name }) => name), ...options },
    );
    expect(ended.failures).toEqual([]);
    return ended;
  };
  await run();
  for (const n of [2, 3, 4, 5]) {
    rows.push(row(`d${n}`, `2026-03-0${n - 1}T08:00:00Z`));
    rows[0] = row("a", `2026-03-0${n - 1}T09:00:00Z`, { Name: `changed ${n}` });
    if (n === 3) {
      fields.push(field("Extra__c", "double"));
      rows[1] = row("b", "2026-03-02T10:00:00Z", { Extra__c: 2.5 });
      products.pop();
    }
    if (n === 4) rows[2] = row("c", "2026-03-03T11:00:00Z", { IsDeleted: true });
    source.setNow(day(n));
    // The newest run of the one is older than that of the other.
    await run(n === 5 ? { names: [account.name] } : {});
  }
  return {
    ...lake,
    run,
    get ports() {
      return lake.ports;
    },
    /** Closes the state, changes its files, and opens it again. */
    async reopenedAfter(change: () => Promise<unknown>) {
      await lake.local.close();
      await change();
      Object.assign(lake, await open());
    },
    /** Runs SQL on catalog.db behind everybody's back. */
    async tampered(...statements: readonly string[]) {
      const state = await openLocalState(folder);
      state.execute("PRAGMA foreign_keys = OFF");
      for (const statement of statements) state.execute(statement);
      state.close();
    },
    pathsOf: async (flow = account) => {
      const files = await lake.ports.ledger.files(flow.name);
      return Promise.all(files.map(({ uri }) => lake.ports.blobs.localPath(uri)));
    },
  };
}

export type LakeOfFiveDays = Awaited<ReturnType<typeof lakeOfFiveDays>>;

const sqls = [
  "SELECT * FROM crm_ext.account ORDER BY load_date, id, systemmodstamp",
  "SELECT * FROM crm_current.account ORDER BY id",
  "SELECT load_date, count(*) FROM crm.account GROUP BY ALL ORDER BY ALL",
  "SELECT * FROM crm_ext.product2 ORDER BY load_date, id",
  "SELECT * FROM crm_current.product2 ORDER BY id",
];

/** What queries answer. */
export async function answers(ports: Ports): Promise<string> {
  const all = [];
  for (const sql of sqls) all.push(await queryLake(ports, { flows, sql }, signal));
  return JSON.stringify(all);
}

export const catalogOf = async ({ catalog }: Ports) => [
  await catalog.tables("crm"),
  await catalog.partitions("crm", "account"),
  await catalog.partitions("crm", "product2"),
];

/** Paths of all objects. */
export const files = async (folder: string) =>
  (await readdir(join(folder, "s3"), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Removes `catalog.db`, which must be closed. */
export async function withoutCatalog(folder: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"])
    await rm(join(folder, `catalog.db${end}`), { force: true });
}

/** Faults as `<what> <table> <load date>`. */
export const briefly = (faults: readonly LakeFault[]) =>
  faults.map(({ what, table, loadDate }) => [what, table, loadDate ?? ""].join(" ").trim());
