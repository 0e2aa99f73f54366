import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { platformStatus } from "../src/flows/use-cases/platform-status.ts";
import { openLocalPlatform } from "../src/local.ts";
import { anyEnvironment } from "./any-flow.ts";
import { day, lakeUnderTest, row } from "./contracts/use-cases/lake-under-test.ts";
import { bundledChild } from "./gate/bundled-child.ts";

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A lake of two days on this machine, with the paths of its files in order. */
async function twoDays(parts: { readonly incremental?: boolean } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-damaged-"));
  const lake = await lakeUnderTest(async (source, clock) => {
    const local = await openLocalPlatform({
      environment: anyEnvironment([]),
      processEnv: {},
      secretsFile: { path: "/nowhere.env", platformFolder: "/platform", isDefault: true },
      stateFolder: folder,
      childFile: await bundledChild(folder),
    });
    const close = async () => {
      await local.close();
      await rm(folder, { recursive: true });
    };
    opened.push(close);
    return {
      ports: { ...local.ports, clock, openSource: () => source, canRead: () => true },
      close,
    };
  });
  const flow = lake.flow(parts);
  await lake.run([flow]);
  lake.rows.push(row("d", "2026-03-01T08:00:00Z"));
  lake.source.setNow(day(2));
  await lake.run([flow]);
  const { ports } = lake.under;
  const files = await ports.ledger.files(flow.name);
  const paths = await Promise.all(files.map(({ uri }) => ports.blobs.localPath(uri)));
  return { lake, flow, files, paths, ports };
}

/** The same bytes with those at some places turned over. */
const flipped = (bytes: Buffer, from: number, to: number) =>
  Buffer.from(bytes.map((byte, at) => (at >= from && at < to ? byte ^ 0xff : byte)));

type Damage = (path: string, other: string) => Promise<void>;
const rewritten = (change: (bytes: Buffer) => Uint8Array): Damage => {
  return async (path) => writeFile(path, change(await readFile(path)));
};

const damages: Readonly<Record<string, Damage>> = {
  missing: (path) => rm(path),
  "missing with its folder": (path) => rm(join(path, ".."), { recursive: true }),
  empty: rewritten(() => Buffer.alloc(0)),
  "cut short": rewritten((bytes) => bytes.subarray(0, bytes.length / 2)),
  "without its last byte": rewritten((bytes) => bytes.subarray(0, -1)),
  zeroed: rewritten((bytes) => Buffer.alloc(bytes.length)),
  text: rewritten(() => Buffer.from("Id,Name\n1,one\n")),
  "text of the same size": rewritten((bytes) => Buffer.alloc(bytes.length, "x")),
  "a broken footer": rewritten((bytes) => flipped(bytes, bytes.length - 200, bytes.length - 8)),
  "a wrong length of the footer": rewritten((bytes) =>
    flipped(bytes, bytes.length - 8, bytes.length - 4),
  ),
  "other bytes where its rows are": rewritten((bytes) => flipped(bytes, 4, 60)),
  "other bytes where more of its rows are": rewritten((bytes) => flipped(bytes, 4, 200)),
  "another table's file": async (path, other) => writeFile(path, await readFile(other)),
};

/** A file of another object. */
async function otherFile(): Promise<string> {
  const { lake, ports } = await twoDays();
  lake.fields.splice(0, 4, { name: "Other", label: "", type: "string", calculated: false });
  const other = lake.flow({ name: "other", table: "other", incremental: false });
  await lake.run([other], { names: ["other"], full: true });
  const [file] = await ports.ledger.files("other");
  return ports.blobs.localPath(file?.uri ?? "");
}

const extSqls = [
  "SELECT count(*) FROM crm_ext.account",
  "SELECT id FROM crm_ext.account",
  "SELECT * FROM crm.account WHERE name = 'x'",
  "SELECT * FROM crm.account",
];
const currentSqls = [
  "SELECT count(*) FROM crm_current.account",
  "SELECT * FROM crm_current.account",
];

/** Whether all readers tell of it; a footer is read by those that open the file. */
const isSeenInPassing = (name: string) => !/footer|rows/.test(name);

test.each(Object.keys(damages))(
  "a file that is %s is told by every reader, and none once it is back",
  async (name) => {
    const { lake, flow, files, paths, ports } = await twoDays();
    const other = name.startsWith("another") ? await otherFile() : "";
    const damagedIn = async (path: string, check: () => Promise<void>) => {
      const bytes = await readFile(path);
      await damages[name]?.(path, other);
      await check();
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    };
    const toldBy = async (sqls: readonly string[], told: object) => {
      // What reads no rows does not notice that they cannot be read.
      for (const sql of name.endsWith("rows are") ? sqls.slice(-1) : sqls)
        await expect(lake.rowsOf(sql), sql).rejects.toMatchObject({
          code: "file_damaged",
          ...told,
        });
    };
    const inStatus = async () =>
      (await platformStatus(ports, [flow])).flows[0]?.damagedFiles.map(({ path }) => path);
    const reloads = [
      `lakewright run ${flow.name} --full`,
      `lakewright run ${flow.name} --from 2026-03-01T06:00:00.000Z --to 2026-03-02T06:00:00.000Z`,
    ];
    for (const [at, path] of paths.entries())
      await damagedIn(path, async () => {
        const place = `load date ${files[at]?.loadDate}, run ${files[at]?.executionId}`;
        await toldBy(extSqls, {
          message: expect.stringMatching(
            new RegExp(`^crm.account, ${place}: the file .*: ${path}$`),
          ),
          hint: expect.stringContaining(`\`${reloads[at]}\``),
        });
        if (isSeenInPassing(name)) expect(await inStatus()).toEqual([path]);
      });
    const merged = await ports.blobs.localPath((await ports.ledger.snapshot(flow.name))?.uri ?? "");
    await damagedIn(merged, async () => {
      const told = { message: expect.stringMatching(/^crm.account, merged file: the file /) };
      await toldBy(currentSqls, told);
      if (isSeenInPassing(name) && !/another|last byte/.test(name))
        expect(await inStatus()).toEqual([merged]);
      const { failures } = await lake.run([flow], { names: [flow.name], reconcile: true });
      expect(failures).toMatchObject([{ error: { code: "file_damaged", ...told } }]);
      const [last] = await ports.ledger.runs({ flow: flow.name, limit: 1 });
      expect(last?.error?.code).toBe("file_damaged");
    });
    for (const sql of [...extSqls, ...currentSqls]) await lake.rowsOf(sql);
    expect(await inStatus()).toEqual([]);
  },
  60_000,
);

test("a statement that is wrong stays a wrong statement", async () => {
  const { lake } = await twoDays();
  for (const sql of [
    "SELECT nothing FROM crm_ext.account",
    "SELECT CAST(name AS INTEGER) FROM crm_ext.account",
    "SELECT error('parquet') FROM crm_ext.account",
  ])
    await expect(lake.rowsOf(sql), sql).rejects.toMatchObject({ code: "sql_refused" });
});
