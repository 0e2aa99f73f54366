import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeCurrent } from "../src/flows/use-cases/merge-current.ts";
import { runPlatform } from "../src/flows/use-cases/run-platform.ts";
import { memoryPorts } from "../src/memory.ts";
import { queryLake } from "../src/query/use-cases/query-lake.ts";
import type { MemoryRow } from "../src/sources/adapters/memory/memory-row.ts";
import { memorySource } from "../src/sources/adapters/memory/memory-source.ts";
import { anyEnvironment, anyFlow } from "./any-flow.ts";

const signal = new AbortController().signal;
const field = (name: string, type: string) => ({ name, label: name, type, calculated: false });
const fields = [
  field("Id", "id"),
  field("Value", "int"),
  field("IsDeleted", "boolean"),
  field("SystemModstamp", "datetime"),
];
const start = Date.UTC(2026, 0, 1);
const at = (minute: number) => new Date(start + minute * 60_000);

/** Events in an org between two runs, or in the lake. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("save"), id: fc.nat(8), value: fc.nat(99) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete"), id: fc.nat(8) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("run") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("merge") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reload") }) },
);

test("whatever happens in the org and in whichever order, current equals the org after a run", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  const cases = fc.asyncProperty(
    fc.array(step, { maxLength: 25 }),
    fc.boolean(),
    async (steps, incremental) => {
      const rows: MemoryRow[] = [];
      const source = memorySource({
        objects: { Account: { fields, rows } },
        now: at(0),
        pageRows: 3,
      });
      const ports = await memoryPorts(source, { now: () => new Date() }, folder);
      const flow = anyFlow({ incremental, api: steps.length % 2 ? "rest" : "bulk" });
      const environment = anyEnvironment([flow]);
      const context = { ports, environment, signal, report: () => undefined };
      const run = (full: boolean) => runPlatform(context, { names: ["Account"], full });
      const save = (id: string, more: MemoryRow, minute: number) => {
        const found = rows.find(({ Id }) => Id === id);
        const stamped = { IsDeleted: false, ...more, SystemModstamp: at(minute).toISOString() };
        if (found) Object.assign(found, stamped);
        else if (!("IsDeleted" in more)) rows.push({ Id: id, ...stamped });
      };
      let minute = 0;
      for (const { kind, ...what } of [...steps, { kind: "run" }]) {
        minute += kind === "run" || kind === "reload" ? 600 : 1;
        source.setNow(at(minute));
        const id = "id" in what ? String(what.id) : "";
        if (kind === "save" && "value" in what) save(id, { Value: what.value }, minute);
        if (kind === "delete") save(id, { IsDeleted: true }, minute);
        if (kind === "fail") source.failAfterPages(0);
        if (kind === "merge") await mergeCurrent(context, flow, true);
        if (kind === "run" || kind === "reload") {
          const { failures } = await run(kind === "reload");
          if (failures.length > 0) await run(kind === "reload");
        }
      }
      const sql = "SELECT id, value FROM crm_current.account ORDER BY id";
      const lake = (await queryLake(ports, { flows: [flow], sql }, signal)).rows;
      const org = rows.filter(({ IsDeleted }) => !IsDeleted).map(({ Id, Value }) => [Id, Value]);
      await ports.close();
      expect(lake).toEqual(org.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)));
    },
  );
  try {
    await fc.assert(cases, { numRuns: Number(process.env.LAKEWRIGHT_PROPERTY_RUNS ?? 40) });
  } finally {
    await rm(folder, { recursive: true });
  }
});
