import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { copyDatabase } from "./copy-database.ts";
import { connect } from "./sqlite-connection.ts";

const folder = mkdtempSync(join(tmpdir(), "lakewright-copy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two rows a transaction, of which some reach the file again and again. */
const writer = `
const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve("libsql"))});
const { parentPort, workerData } = require("node:worker_threads");
const db = new Database(workerData);
db.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 5; CREATE TABLE t (n INTEGER, text TEXT)");
parentPort.postMessage("ready");
let n = 0;
const write = () => {
  for (let i = 0; i < 20; i++, n++)
    db.exec("BEGIN; INSERT INTO t VALUES (" + n + ", 'a'); INSERT INTO t VALUES (" + n + ", hex(randomblob(900))); COMMIT");
  // Long enough for a copy on a busy machine, now and then.
  setTimeout(write, n % 100 === 0 ? 400 : 1);
};
write();
`;

test("a copy holds whole transactions, the first ones without a gap, while another process writes", async () => {
  const file = join(folder, "catalog.db");
  const worker = new Worker(writer, { eval: true, workerData: file });
  await new Promise((resolve) => worker.once("message", resolve));
  let last = 0;
  try {
    for (let i = 0; i < 30; i++) {
      const copy = join(folder, `copy-${i}.db`);
      await copyDatabase(file, copy);
      const connection = connect(copy);
      expect(connection.one("PRAGMA quick_check(1)")).toEqual({ quick_check: "ok" });
      const found = connection.one<{ rows: number; numbers: number; end: number }>(
        'SELECT count(*) AS rows, count(DISTINCT n) AS numbers, coalesce(max(n) + 1, 0) AS "end" FROM t',
      );
      connection.close();
      expect(found).toEqual({ rows: 2 * (found?.end ?? -1), numbers: found?.end, end: found?.end });
      expect(found?.end).toBeGreaterThanOrEqual(last);
      last = found?.end ?? 0;
    }
  } finally {
    await worker.terminate();
  }
  expect(last).toBeGreaterThan(0);
});
