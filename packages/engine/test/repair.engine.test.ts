import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checkLake, repairLake } from "../src/catalog/use-cases/repair-lake.ts";
import type { Ports } from "../src/ports.ts";
import { queryLake } from "../src/query/use-cases/query-lake.ts";
import { day, row, signal } from "./contracts/use-cases/lake-under-test.ts";
import {
  account,
  answers,
  briefly,
  catalogOf,
  environment,
  files,
  lakeOfFiveDays,
  withoutCatalog,
} from "./lake-of-five-days.ts";

test("a lake without its catalog is told, and answers as before once it is repaired", async () => {
  const lake = await lakeOfFiveDays();
  const [before, stored] = [await answers(lake.ports), await files(lake.folder)];
  const partitions = (await catalogOf(lake.ports)).map((list) => list.length);
  await lake.reopenedAfter(() => withoutCatalog(lake.folder));
  const found = briefly(await checkLake(lake.ports, environment));
  expect(found).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `run crm.account 2026030${n}`),
    ...[1, 2, 3, 4].map((n) => `run crm.product2 2026030${n}`),
  ]);
  await repairLake(lake.ports, environment);
  expect(await answers(lake.ports)).toBe(before);
  expect((await catalogOf(lake.ports)).map((list) => list.length)).toEqual(partitions);
  expect(await files(lake.folder)).toEqual(stored);
  expect(await checkLake(lake.ports, environment)).toEqual([]);
  expect(await repairLake(lake.ports, environment)).toEqual([]);
  expect(await lake.ports.ledger.bookmark(account.name)).toEqual({
    to: new Date("2026-03-04T09:00:00Z"),
  });
});

test("the next run goes on from the newest stamp less the overlap, and doubles nothing", async () => {
  const lake = await lakeOfFiveDays();
  await lake.reopenedAfter(() => withoutCatalog(lake.folder));
  await repairLake(lake.ports, environment);
  lake.rows.push(row("late", "2026-03-05T05:00:00Z"));
  lake.source.setNow(day(6));
  const { runs } = await lake.run({ names: [account.name] });
  expect(runs).toMatchObject([
    { kind: "increment", rows: 1, window: { from: new Date("2026-03-04T08:30:00Z") } },
  ]);
  const sql =
    "SELECT id FROM crm_ext.account GROUP BY id, systemmodstamp, name HAVING count(*) > 1";
  expect((await queryLake(lake.ports, { ...environment, sql }, signal)).rows).toEqual([]);
});

test("a repair that was killed at any step is finished by the next one", async () => {
  const lake = await lakeOfFiveDays();
  const before = await answers(lake.ports);
  for (const calls of [1, 3, 7]) {
    await lake.reopenedAfter(() => withoutCatalog(lake.folder));
    let left = calls;
    const restoreRun: Ports["ledger"]["restoreRun"] = async (run) => {
      if (left-- === 0) throw new Error("killed");
      await lake.ports.ledger.restoreRun(run);
    };
    const dying = { ...lake.ports, ledger: { ...lake.ports.ledger, restoreRun } };
    await expect(repairLake(dying, environment)).rejects.toThrow("killed");
    await repairLake(lake.ports, environment);
    expect(await answers(lake.ports), String(calls)).toBe(before);
    expect(await checkLake(lake.ports, environment)).toEqual([]);
  }
});

test("what one process is loading is not repaired, and what it left is not registered", async () => {
  const lake = await lakeOfFiveDays();
  const [path = ""] = await lake.pathsOf();
  const { ledger } = lake.ports;
  const [last] = await ledger.runs({ flow: account.name, limit: 1 });
  if (!last) throw new Error("no run");
  const executionId = "ffffffff-0000-7000-8000-000000000000";
  const target = last.target.replace(last.executionId, executionId);
  await ledger.openRun({ ...last, executionId, target });
  const copy = `${lake.folder}/copy.parquet`;
  await writeFile(copy, await readFile(path));
  await lake.ports.blobs.publish([{ file: copy, uri: `${target}part-00000.parquet` }]);
  await expect(repairLake(lake.ports, environment)).rejects.toMatchObject({ code: "flow_busy" });
  expect(await checkLake(lake.ports, environment)).toEqual([]);
  await ledger.failRun(executionId, { endedAt: day(6), status: "failed", code: "x", message: "x" });
  const before = await answers(lake.ports);
  await repairLake(lake.ports, environment);
  expect(await answers(lake.ports)).toBe(before);
});

test.each(["kept", "lost"])(
  "copies of files and folders, and what others put there, bring no row twice: catalog %s",
  async (catalog) => {
    const lake = await lakeOfFiveDays();
    const before = await answers(lake.ports);
    const [path = ""] = await lake.pathsOf();
    const run = dirname(path);
    const folders = [
      `${run} copy`,
      join(run, "..", "of'me"),
      join(run, "../../09", basename(run)),
      join(run, "inner"),
    ];
    for (const folder of folders) {
      await mkdir(folder, { recursive: true });
      await copyFile(path, join(folder, basename(path)));
    }
    for (const name of ["part-00000 (copy)", "part-00000.parquet~", "a[1]*'", "new\nline"])
      await copyFile(path, join(run, `${name}.parquet`));
    await symlink(path, join(run, "part-00009.parquet"));
    await writeFile(join(run, "notes.parquet"), "not a table");
    await symlink("/", join(run, "..", "0198b1e0-0000-7000-8000-000000000000"));
    const all = await files(lake.folder);
    if (catalog === "lost") await lake.reopenedAfter(() => withoutCatalog(lake.folder));
    else expect(await checkLake(lake.ports, environment)).toEqual([]);
    await repairLake(lake.ports, environment);
    expect(await answers(lake.ports)).toBe(before);
    expect(await checkLake(lake.ports, environment)).toEqual([]);
    expect(await files(lake.folder)).toEqual(all);
  },
);
