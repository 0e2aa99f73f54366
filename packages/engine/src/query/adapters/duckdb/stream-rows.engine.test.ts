import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundledChild } from "../../../../test/gate/bundled-child.ts";
import { type Reading, wholeResult } from "../../domain/result-reader.ts";
import { governedQuery } from "../governed/governed-query.ts";
import { readRelations } from "./duckdb-query.ts";

const spillFolder = await mkdtemp(join(tmpdir(), "lakewright-stream-"));
const { signal } = new AbortController();
const late = (bad: string) =>
  `SELECT n, CASE WHEN n = 90000 THEN CAST(${bad} AS INTEGER) END AS x FROM range(100000) AS r(n)`;
const conversion = late("'q' || n");

type Read = (sql: string, reading: Reading) => Promise<void>;
const readers: Readonly<Record<string, () => Promise<{ read: Read; close(): Promise<void> }>>> = {
  owner: async () => ({
    read: (sql, reading) => readRelations(sql, [], { ...reading, spillFolder }),
    close: async () => undefined,
  }),
  role: async () => {
    const governed = await governedQuery({
      hashKey: "00",
      childFile: await bundledChild(spillFolder),
    });
    return { read: (sql, reading) => governed.read(sql, [], reading), close: governed.close };
  },
};

test.each(Object.keys(readers))(
  "a statement that fails after some of its rows fails with the engine's words, and the next one works: %s",
  async (name) => {
    const reader = await readers[name]?.();
    if (!reader) throw new Error("no reader");
    for (const [sql, timeZone] of [
      [conversion, undefined],
      [`${conversion}; -- the end`, undefined],
      [`SELECT *, now() AS moment FROM (${conversion}) AS t;`, "Europe/Berlin"],
      [late("9000000000 + n"), undefined],
    ] as const) {
      const taken = wholeResult();
      await expect(reader.read(sql, { reader: taken, signal, timeZone })).rejects.toMatchObject({
        code: "sql_refused",
        message: expect.stringMatching(/^Conversion Error: .*(q90000|9000090000)/),
      });
      expect(taken.result().rows.length).toBeGreaterThan(0);
    }
    const taken = wholeResult();
    await reader.read("SELECT n FROM range(100000) AS r(n)", { reader: taken, signal });
    expect(taken.result().rows).toHaveLength(100_000);
    await reader.close();
  },
);
