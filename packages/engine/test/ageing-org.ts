import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Flow } from "@lakewright/config";
import { createOrg, startSandbox } from "@lakewright/sandbox";
import { expect } from "vitest";
import { memorySecrets } from "../src/core/adapters/memory/memory-secrets.ts";
import type { PlatformRun } from "../src/flows/use-cases/run-platform.ts";
import { runPlatform } from "../src/flows/use-cases/run-platform.ts";
import { type MemoryPorts, memoryPorts } from "../src/memory.ts";
import { queryLake } from "../src/query/use-cases/query-lake.ts";
import { salesforceSource } from "../src/sources/adapters/salesforce/salesforce-source.ts";
import { anyFlow } from "./any-flow.ts";
import { contextOf, signal } from "./contracts/use-cases/lake-under-test.ts";
import { connectionTo } from "./salesforce/scripted-org.ts";

const objects = ["Account", "Contact", "Call_Activity__c", "Consent__c", "Product2"];

interface Life {
  readonly days: number;
  readonly seed: number;
  readonly accounts: number;
}

/**
 * Loads an org by increments while it ages day by day, with late commits, hard deletes, formulas that move without a stamp, and fields
 * that come empty, come filled, become visible and go. Each day a full load of the same org says what is right: after the increment
 * and a refresh no value may differ, after a reconciliation no row may be left over.
 */
export async function loadAgeingOrg({ days, seed, accounts }: Life): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-ageing-"));
  const options = { seed, accounts, startDate: "2026-01-05", frozenClock: true };
  const org = await createOrg({ ...options, objects });
  const sandbox = await startSandbox({ org, stateFolder: join(folder, "sandbox") });
  const { clientId, clientSecret, url } = sandbox;
  const clientSecretFrom = { from: "secret", name: "client_secret" } as const;
  const auth = { grant: "client_credentials", clientId, clientSecret: clientSecretFrom } as const;
  const secrets = memorySecrets({ client_secret: clientSecret });
  const source = salesforceSource(connectionTo(url, { auth }), secrets, { retryDelayMs: 1 });
  const clock = { now: () => new Date() };
  const lakeIn = (name: string) => memoryPorts(source, clock, join(folder, name));
  const lake = await lakeIn("increments");
  try {
    await run(lake);
    for (let day = 1; day <= days; day++) {
      await org.day();
      await run(lake, { refresh: true });
      const whole = await lakeIn(`whole-${day}`);
      await run(whole);
      for (const flow of flows) await assertHolds(flow, { lake, whole });
      if (day === days || day % 7 === 0) {
        await run(lake, { reconcile: true });
        await run(lake, { refresh: true });
        for (const flow of flows) await assertEqual(flow, { lake, whole });
      }
      await whole.close();
      await rm(join(folder, `whole-${day}`), { recursive: true });
    }
    for (const flow of flows) await assertNoRepeats(flow, lake);
  } finally {
    await lake.close();
    await sandbox.close();
    org.close();
    await rm(folder, { recursive: true });
  }
}

const flows: readonly Flow[] = objects.map((object) =>
  anyFlow({
    name: `gtm-dev-crm-${object}`,
    object,
    table: object.toLowerCase(),
    overlapSeconds: 1800,
    includeDeleted: object !== "Product2",
  }),
);

interface Lakes {
  readonly lake: MemoryPorts;
  /** Loaded in full. */
  readonly whole: MemoryPorts;
}

/** An increment first; with an option, what that asks for after it. */
async function run(ports: MemoryPorts, then: { refresh?: boolean; reconcile?: boolean } = {}) {
  const call = (more: object): Promise<PlatformRun> =>
    runPlatform(contextOf(ports, flows), { names: objects, ...more });
  expect((await call({})).failures).toEqual([]);
  if (Object.keys(then).length > 0) expect((await call(then)).failures).toEqual([]);
}

async function rowsOf(ports: MemoryPorts, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await queryLake(ports, { flows, sql }, signal)).rows;
}

/** Every row of the org is here as it is there, in the fields that it has now. Rows that were erased there may still be here. */
async function assertHolds({ table }: Flow, { lake, whole }: Lakes): Promise<void> {
  const sql = `SELECT * EXCLUDE (load_date) FROM crm_current.${table}`;
  const right = await queryLake(whole, { flows, sql }, signal);
  const names = right.columns.map(({ name }) => `"${name}"`).join(", ");
  const held = await rowsOf(lake, `SELECT ${names} FROM crm_current.${table}`);
  const known = new Set(held.map((row) => JSON.stringify(row)));
  expect(
    right.rows.filter((row) => !known.has(JSON.stringify(row))),
    table,
  ).toEqual([]);
}

/** And no others. */
async function assertEqual(flow: Flow, lakes: Lakes): Promise<void> {
  await assertHolds(flow, lakes);
  const sql = `SELECT count(*) FROM crm_current.${flow.table}`;
  expect(await rowsOf(lakes.lake, sql), flow.table).toEqual(await rowsOf(lakes.whole, sql));
}

/** No two versions of a row that follow each other are the same: nothing was written again. */
async function assertNoRepeats({ table }: Flow, lake: MemoryPorts): Promise<void> {
  const sql = `SELECT * EXCLUDE (load_date) FROM crm_ext.${table} ORDER BY id, load_date, systemmodstamp`;
  const versions = (await rowsOf(lake, sql)).map((row) => JSON.stringify(row));
  expect(
    versions.filter((row, at) => row === versions[at - 1]),
    table,
  ).toEqual([]);
}
