import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-flow.ts";
import {
  baseFields,
  contextOf,
  day,
  row,
  signal,
} from "../../../test/contracts/use-cases/lake-under-test.ts";
import { memoryPorts } from "../../memory.ts";
import { queryLake } from "../../query/use-cases/query-lake.ts";
import { memorySource } from "../../sources/adapters/memory/memory-source.ts";
import { maxRereadKeys } from "./reread-rows.ts";
import { runPlatform } from "./run-platform.ts";

test("more rows than are named are read with the whole object, and only those that differ are written", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  const rows = [row("held", "2026-02-01T00:00:00Z")];
  const objects = { Account: { fields: baseFields, rows } };
  const source = memorySource({ objects, now: day(1), pageRows: 20_000 });
  const ports = await memoryPorts(source, { now: () => new Date() }, folder);
  const flow = anyFlow();
  const run = (options = {}) => runPlatform(contextOf(ports, [flow]), { names: [], ...options });
  try {
    await run();
    for (let i = 0; i <= maxRereadKeys; i++) rows.push(row(`late${i}`, "2026-02-01T00:00:00Z"));
    const { reconciliations, failures } = await run({ reconcile: true });
    expect(failures).toEqual([]);
    expect(reconciliations).toMatchObject([{ missing: maxRereadKeys + 1, older: 0 }]);
    const [reread] = await ports.ledger.runs({ limit: 1 });
    expect(reread).toMatchObject({ rows: maxRereadKeys + 1, rowsRead: maxRereadKeys + 2 });
    const sql = "SELECT count(*), count(DISTINCT id) FROM crm_ext.account";
    const counts = (await queryLake(ports, { flows: [flow], sql }, signal)).rows;
    expect(counts).toEqual([[String(maxRereadKeys + 2), String(maxRereadKeys + 2)]]);
  } finally {
    await ports.close();
    await rm(folder, { recursive: true });
  }
});
