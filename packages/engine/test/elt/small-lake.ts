import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EltProject, type Environment, readPlatform } from "@lakewright/config";
import { fixedClock } from "../../src/core/adapters/memory/fixed-clock.ts";
import { memoryEltBuilder } from "../../src/elt/adapters/memory/memory-elt-builder.ts";
import { polyglotLineage } from "../../src/elt/adapters/polyglot/polyglot-lineage.ts";
import type { EltOutcome, EltRequest } from "../../src/elt/ports/elt-builder.ts";
import type { LineageSink } from "../../src/elt/ports/lineage-sink.ts";
import type { BuildPorts } from "../../src/elt/use-cases/build-projects.ts";
import { type ProjectStatus, projectStatuses } from "../../src/elt/use-cases/project-status.ts";
import { runProjects } from "../../src/elt/use-cases/run-projects.ts";
import { runPlatform } from "../../src/flows/use-cases/run-platform.ts";
import { memoryPorts } from "../../src/memory.ts";
import { memorySource } from "../../src/sources/adapters/memory/memory-source.ts";
import { field } from "../contracts/use-cases/lake-under-test.ts";
import { smallPlatformFolder } from "./small-project.ts";

const { signal } = new AbortController();
const quiet = () => undefined;

const model = {
  id: "model.small.contacts",
  kind: "model",
  name: "contacts",
  status: "ok",
  ms: 5,
  message: "",
  relation: "mart_people.contacts",
  inputs: ["raw_dv.hub_contact"],
  downstream: [],
} as const;

export const passed: EltOutcome = { ok: true, results: [model], output: "", dbtMs: 5, models: [] };
export const failed: EltOutcome = {
  ok: false,
  dbtMs: 5,
  models: [],
  results: [
    model,
    {
      ...model,
      id: "test.small.unique_contacts",
      kind: "test",
      name: "unique_contacts",
      status: "failed",
      message: "Got 1 result",
      relation: undefined,
      downstream: ["contacts", "readers"],
    },
  ],
  output: "",
};

/**
 * The small platform in memory, its clock at 06:00 of March 1, 2026, and a builder that ends as it is told: decisions and their
 * traces without dbt. `parts` replaces parts of its ELT project.
 */
export async function smallLake(parts: Partial<EltProject> = {}, lineageSink?: LineageSink) {
  const read = await readPlatform(await smallPlatformFolder());
  const local = read.ok ? read.platform.environments.local : undefined;
  const { warehouse } = local ?? {};
  if (!local || !warehouse) throw new Error("the small platform is not valid");
  const environment: Environment = {
    ...local,
    warehouse: {
      ...warehouse,
      projects: warehouse.projects.map((project) => ({ ...project, ...parts })),
      marts: warehouse.marts.map((mart) => ({
        ...mart,
        tables: mart.tables.map((table) => ({ ...table, publish: false })),
      })),
    },
  };
  const stamped = { IsDeleted: false, SystemModstamp: "2026-02-28T00:00:00Z" };
  const fields = ["Id:id", "Name:string", "IsDeleted:boolean", "SystemModstamp:datetime"]
    .concat("AccountId:reference", "Speaker__c:boolean")
    .map((text) => field(...(text.split(":") as [string, string])));
  const row = (id: string) => ({ Id: id, Name: id, AccountId: "A", Speaker__c: false, ...stamped });
  const objects = { Contact: ["a"], Account: ["A"], Region: ["n"] };
  const begin = new Date("2026-03-01T06:00:00Z");
  const source = memorySource({
    objects: Object.fromEntries(
      Object.entries(objects).map(([name, ids]) => [name, { fields, rows: ids.map(row) }]),
    ),
    now: begin,
  });
  const clock = fixedClock(begin);
  const ports = await memoryPorts(source, clock, await mkdtemp(join(tmpdir(), "lakewright-lake-")));
  let outcomeOf = (_: EltRequest): EltOutcome => passed;
  const builder = memoryEltBuilder((request) => outcomeOf(request));
  const buildPorts: BuildPorts = {
    ...ports,
    builder,
    lineage: polyglotLineage(),
    lineageSink,
    fileOf: (loadId) => `/warehouse/${loadId}/warehouse.duckdb`,
  };
  return {
    ports: buildPorts,
    builder,
    environment,
    /** Moves the clocks of this machine and of the source. */
    passHours: (hours: number) => {
      clock.advance(hours * 3_600_000);
      source.setNow(clock.now());
    },
    end: (outcome: EltOutcome | ((request: EltRequest) => EltOutcome)) => {
      outcomeOf = typeof outcome === "function" ? outcome : () => outcome;
    },
    load: (...names: string[]) =>
      runPlatform(
        { ports, environment, signal, report: quiet },
        { names: names.length > 0 ? names : ["Contact", "Account", "Region"], full: true },
      ),
  };
}

type SmallLake = Awaited<ReturnType<typeof smallLake>>;

export const quietly = { signal, report: quiet, say: quiet };

/** Builds what is due, or what is named. */
export function runProjectsOf({ ports, environment }: SmallLake, names?: readonly string[]) {
  return runProjects(ports, { platform: "small", environment, names, full: false }, quietly);
}

/** Status of its project. */
export async function statusOf({ ports, environment }: SmallLake): Promise<ProjectStatus> {
  const [found] = await projectStatuses(ports, "small", environment);
  if (!found) throw new Error("there is no project");
  return found;
}
