import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlatform } from "@lakewright/config";
import { expect, type TestContext } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { dbtBuilder } from "../../src/elt/adapters/dbt/dbt-builder.ts";
import { polyglotLineage } from "../../src/elt/adapters/polyglot/polyglot-lineage.ts";
import type { EltBuild } from "../../src/elt/use-cases/next-state.ts";
import { planElt } from "../../src/elt/use-cases/plan-elt.ts";
import { runElt } from "../../src/elt/use-cases/run-elt.ts";
import type { RunRequest } from "../../src/flows/use-cases/choose-flows.ts";
import { runPlatform } from "../../src/flows/use-cases/run-platform.ts";
import { memoryPorts } from "../../src/memory.ts";
import { queryLake } from "../../src/query/use-cases/query-lake.ts";
import { memorySource } from "../../src/sources/adapters/memory/memory-source.ts";
import { field } from "../contracts/use-cases/lake-under-test.ts";
import { eltRequirements } from "./elt-requirements.ts";
import { smallPlatformFolder } from "./small-project.ts";

const { signal } = new AbortController();
const quiet = () => undefined;

/** The small platform with its rows loaded, and a way to build its warehouse. */
export async function smallWarehouse(context: TestContext, access?: string) {
  await pythonOrSkip(eltRequirements, context);
  const folder = await smallPlatformFolder();
  const environment = await environmentOf(folder, access);
  const contacts = [contact("a", "Ann", "A"), contact("b", "Bob", "A")];
  const stamped = { IsDeleted: false, SystemModstamp: "2026-02-28T00:00:00Z" };
  const plain = [
    field("Id", "id"),
    field("Name", "string"),
    field("IsDeleted", "boolean"),
    field("SystemModstamp", "datetime"),
  ];
  const fields = [...plain, field("AccountId", "reference"), field("Speaker__c", "boolean")];
  let day = 1;
  const source = memorySource({
    objects: {
      Contact: { fields, rows: contacts },
      Account: { fields: plain, rows: [{ Id: "A", Name: "Hospital", ...stamped }] },
      Region: { fields: plain, rows: [{ Id: "n", Name: "North", ...stamped }] },
    },
    now: new Date("2026-03-01T06:00:00Z"),
    pageRows: 100,
  });
  const temporary = await mkdtemp(join(tmpdir(), "lakewright-run-elt-"));
  const clock = { now: () => new Date(Date.UTC(2026, 2, 1, 6, 0, day++)) };
  const ports = await memoryPorts(source, clock, temporary);
  const at = (name: string) => join(temporary, name);
  const builder = dbtBuilder({
    projects: at("elt"),
    artifacts: at("artifacts"),
    requirements: eltRequirements,
    cache: join(import.meta.dirname, "../../../../.venv"),
  });
  expect(await builder.prepare(quiet)).toBeUndefined();
  const eltPorts = {
    ...ports,
    builder,
    lineage: polyglotLineage(),
    fileOf: (loadId: string) => at(`warehouse/${loadId}/warehouse.duckdb`),
  };
  let builds = 0;
  const names = ["Contact", "Account", "Region"];
  const run = (request: Partial<RunRequest>) =>
    runPlatform({ ports, environment, signal, report: quiet }, { names, ...request });
  const rows = async (sql: string) =>
    (await queryLake(ports, { ...environment, sql }, signal)).rows;
  return {
    contacts,
    folder,
    temporary,
    ports,
    environment,
    fields,
    run,
    load: () => run({ full: true }),
    setNow: (at: string) => source.setNow(new Date(at)),
    rows,
    build: async (changed = environment, full = false, replay?: EltBuild["replay"]) => {
      const call = { platform: "small", environment: changed, full, replay };
      const plan = await planElt(eltPorts, { ...call, names: [] });
      const loadId = `elt-${builds++}`;
      return runElt(eltPorts, { ...call, loadId, plan }, { signal, report: quiet });
    },
    mart: () => rows("SELECT contact_id, name FROM mart_people.contacts ORDER BY 1"),
  };
}

/** The small platform, with these rules on access. */
export async function environmentOf(folder: string, access?: string) {
  if (access !== undefined) await writeFile(join(folder, "access.yaml"), access);
  const read = await readPlatform(folder);
  const environment = read.ok ? read.platform.environments.local : undefined;
  if (!environment) throw new Error(`the small platform is not valid: ${JSON.stringify(read)}`);
  return environment;
}

/** A contact as the source sends it. */
export const contact = (Id: string, Name: string, AccountId: string) => ({
  Id,
  Name,
  AccountId,
  Speaker__c: false,
  IsDeleted: false,
  SystemModstamp: "2026-02-28T00:00:00Z",
});
