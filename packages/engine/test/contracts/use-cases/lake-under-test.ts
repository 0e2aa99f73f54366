import type { Flow } from "@lakewright/config";
import type { Clock } from "../../../src/core/ports/clock.ts";
import { runPlatform } from "../../../src/flows/use-cases/run-platform.ts";
import type { Ports } from "../../../src/ports.ts";
import { queryLake } from "../../../src/query/use-cases/query-lake.ts";
import type { MemoryRow } from "../../../src/sources/adapters/memory/memory-row.ts";
import { memorySource } from "../../../src/sources/adapters/memory/memory-source.ts";
import type { FieldDescription } from "../../../src/sources/domain/field-type.ts";
import type { Source } from "../../../src/sources/ports/source.ts";
import { anyEnvironment, anyFlow } from "../../any-flow.ts";

export interface PortsUnderTest {
  readonly ports: Ports;
  close(): Promise<void>;
}

export type MakePorts = (source: Source, clock: Clock) => Promise<PortsUnderTest>;

export const signal = new AbortController().signal;
export const quiet = () => undefined;
export const day = (n: number, time = "06:00:00") => new Date(`2026-03-0${n}T${time}Z`);

export const field = (name: string, type: string): FieldDescription => ({
  name,
  label: name,
  type,
  calculated: false,
});

export const baseFields = [
  field("Id", "id"),
  field("Name", "string"),
  field("Revenue", "currency"),
  field("Active", "boolean"),
  field("BillingAddress", "address"),
  field("IsDeleted", "boolean"),
  field("SystemModstamp", "datetime"),
];

export const row = (id: string, stamp: string, more: MemoryRow = {}): MemoryRow => ({
  Id: id,
  Name: `name of ${id}`,
  Revenue: 1.5,
  Active: true,
  IsDeleted: false,
  SystemModstamp: stamp,
  ...more,
});

/** A call of `run` over these ports, where the folder has these flows. */
export const contextOf = (ports: Ports, flows: readonly Flow[]) => ({
  ports,
  environment: anyEnvironment(flows),
  signal,
  report: quiet,
});

export type LakeUnderTest = Awaited<ReturnType<typeof lakeUnderTest>>;

/** One object, `Account` with the rows a, b and c, over ports that were just made. Rows and fields may be changed in place. */
export async function lakeUnderTest(make: MakePorts) {
  const rows = [
    row("a", "2026-02-01T00:00:00Z"),
    row("b", "2019-01-01T00:00:00Z"),
    row("c", "2026-02-28T23:00:00Z"),
  ];
  const fields = [...baseFields];
  const source = memorySource({ objects: { Account: { fields, rows } }, now: day(1), pageRows: 2 });
  const under = await make(source, { now: () => new Date() });
  const flow = (parts: Partial<Flow> = {}) => anyFlow(parts);
  const run = (flows: readonly Flow[], options = {}) =>
    runPlatform(contextOf(under.ports, flows), { names: [], ...options });
  const rowsOf = async (sql: string, flows = [flow()]) =>
    (await queryLake(under.ports, { flows, sql }, signal)).rows;
  const ids = (flows = [flow()]) => rowsOf("SELECT id FROM crm_current.account ORDER BY id", flows);
  return { rows, fields, source, under, flow, run, rowsOf, ids };
}
