import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkLake, repairLake } from "../src/catalog/use-cases/repair-lake.ts";
import {
  account,
  answers,
  briefly,
  environment,
  files,
  type LakeOfFiveDays,
  lakeOfFiveDays,
  product,
} from "./lake-of-five-days.ts";

/** A damage, and the faults that it is. `mended` = the answers are those of before. */
interface Damage {
  readonly does: (lake: LakeOfFiveDays) => Promise<unknown>;
  readonly found: readonly string[];
  readonly mended: boolean;
}

const cut = async (path = "") => writeFile(path, (await readFile(path)).subarray(0, -20));

const damages: Readonly<Record<string, Damage>> = {
  "a file is gone": {
    does: async (lake) => rm((await lake.pathsOf())[1] ?? ""),
    found: ["file crm.account 20260302"],
    mended: false,
  },
  "a file is cut short": {
    does: async (lake) => cut((await lake.pathsOf(product))[3]),
    found: ["file crm.product2 20260304"],
    mended: false,
  },
  "a file holds rows that cannot be read": {
    does: async (lake) => {
      const [path = ""] = await lake.pathsOf();
      const bytes = await readFile(path);
      await writeFile(
        path,
        bytes.map((byte, at) => (at >= 4 && at < 60 ? byte ^ 0xff : byte)),
      );
    },
    found: ["file crm.account 20260301"],
    mended: false,
  },
  "two files changed places": {
    does: async (lake) => {
      const [one = "", , , other = ""] = await lake.pathsOf();
      await rename(one, `${one}.x`);
      await rename(other, one);
      await rename(`${one}.x`, other);
    },
    found: ["file crm.account 20260301", "file crm.account 20260304"],
    mended: false,
  },
  "the merged file is damaged": {
    does: async (lake) => {
      const merged = await lake.ports.ledger.snapshot(account.name);
      await cut(await lake.ports.blobs.localPath(merged?.uri ?? ""));
    },
    found: ["file crm.account"],
    mended: true,
  },
  "a run is gone from the ledger": {
    does: (lake) => lake.tampered("DELETE FROM runs WHERE started_at LIKE '2026-03-03%'"),
    found: ["run crm.account 20260303", "run crm.product2 20260303"],
    mended: true,
  },
  "the newest run is gone from the ledger": {
    does: (lake) =>
      lake.tampered(
        "DELETE FROM runs WHERE started_at LIKE '2026-03-05%' AND flow LIKE '%Account'",
        "DELETE FROM files WHERE sequence NOT IN (SELECT sequence FROM runs)",
      ),
    found: ["run crm.account 20260305"],
    mended: true,
  },
  "the files of a run are gone from the ledger": {
    does: (lake) => lake.tampered("DELETE FROM files WHERE load_date = '20260302'"),
    found: ["run crm.account 20260302", "run crm.product2 20260302"],
    mended: true,
  },
  "a bookmark is gone": {
    does: (lake) => lake.tampered("DELETE FROM bookmarks"),
    found: ["bookmark crm.account"],
    mended: true,
  },
  "a partition is gone": {
    does: (lake) => lake.tampered("DELETE FROM partitions WHERE first_value = '20260304'"),
    found: ["partition crm.account 20260304", "partition crm.product2 20260304"],
    mended: true,
  },
  "a table is gone": {
    does: (lake) =>
      lake.tampered(
        "DELETE FROM partitions WHERE table_id = (SELECT table_id FROM tables WHERE name = 'account')",
        "DELETE FROM tables WHERE name = 'account'",
      ),
    found: ["table crm.account"],
    mended: true,
  },
  "a column is gone": {
    does: (lake) =>
      lake.tampered(
        `UPDATE tables SET input = json_remove(input, '$.StorageDescriptor.Columns[' || (json_array_length(input, '$.StorageDescriptor.Columns') - 1) || ']') WHERE name = 'account'`,
      ),
    found: ["columns crm.account 20260303"],
    mended: true,
  },
};

test.each(Object.entries(damages))(
  "where %s, exactly that is found and mended",
  async (_, { does, found, mended }) => {
    const lake = await lakeOfFiveDays();
    expect(await checkLake(lake.ports, environment)).toEqual([]);
    const [before, stored] = [await answers(lake.ports), (await files(lake.folder)).length];
    await does(lake);
    const left = (await files(lake.folder)).length;
    expect(left).toBeGreaterThanOrEqual(stored - 1);
    expect(briefly(await checkLake(lake.ports, environment))).toEqual(found);
    expect(briefly(await repairLake(lake.ports, environment))).toEqual(found);
    expect(await checkLake(lake.ports, environment)).toEqual([]);
    expect(await files(lake.folder)).toHaveLength(left);
    const after = await answers(lake.ports);
    if (mended) expect(after).toBe(before);
  },
  300_000,
);
