import { writeFile } from "node:fs/promises";
import type { Flow } from "@lakewright/config";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MemoryRow, memorySource } from "../../src/adapters/memory/memory-source.ts";
import { endOfRunEvent } from "../../src/domain/end-of-run-event.ts";
import type { FieldDescription } from "../../src/domain/field-type.ts";
import { PlatformError } from "../../src/domain/platform-error.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Ports } from "../../src/ports/ports.ts";
import type { Source } from "../../src/ports/source.ts";
import { mergeCurrent } from "../../src/use-cases/merge-current.ts";
import { platformStatus } from "../../src/use-cases/platform-status.ts";
import { queryLake } from "../../src/use-cases/query-lake.ts";
import { registerRun } from "../../src/use-cases/register-run.ts";
import { runFlow } from "../../src/use-cases/run-flow.ts";
import { runPlatform } from "../../src/use-cases/run-platform.ts";
import { anyEnvironment, anyFlow } from "../any-flow.ts";

export interface PortsUnderTest {
  readonly ports: Ports;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
const quiet = () => undefined;
const day = (n: number, time = "06:00:00") => new Date(`2026-03-0${n}T${time}Z`);
const field = (name: string, type: string): FieldDescription => ({
  name,
  label: name,
  type,
  calculated: false,
});
const baseFields = [
  field("Id", "id"),
  field("Name", "string"),
  field("Revenue", "currency"),
  field("Active", "boolean"),
  field("BillingAddress", "address"),
  field("IsDeleted", "boolean"),
  field("SystemModstamp", "datetime"),
];
const row = (id: string, stamp: string, more: MemoryRow = {}): MemoryRow => ({
  Id: id,
  Name: `name of ${id}`,
  Revenue: 1.5,
  Active: true,
  IsDeleted: false,
  SystemModstamp: stamp,
  ...more,
});

/** What every wiring of the ports must do: the use cases of loading, registering, merging and reading. */
export function useCasesContract(
  name: string,
  make: (source: Source, clock: Clock) => Promise<PortsUnderTest>,
): void {
  describe(`use cases over ${name}`, () => {
    let rows: MemoryRow[];
    let fields: FieldDescription[];
    let source: ReturnType<typeof memorySource>;
    let under: PortsUnderTest;

    beforeEach(async () => {
      rows = [
        row("a", "2026-02-01T00:00:00Z"),
        row("b", "2019-01-01T00:00:00Z"),
        row("c", "2026-02-28T23:00:00Z"),
      ];
      fields = [...baseFields];
      source = memorySource({ objects: { Account: { fields, rows } }, now: day(1), pageRows: 2 });
      under = await make(source, { now: () => new Date() });
    });
    afterEach(() => under.close());

    const flow = (parts: Partial<Flow> = {}) => anyFlow(parts);
    async function run(flows: readonly Flow[], options = {}) {
      return runPlatform(
        under.ports,
        anyEnvironment(flows),
        { names: [], ...options },
        signal,
        quiet,
      );
    }
    async function rowsOf(sql: string, flows = [flow()]) {
      return (await queryLake(under.ports, flows, sql, signal)).rows;
    }
    const ids = (flows = [flow()]) =>
      rowsOf("SELECT id FROM crm_current.account ORDER BY id", flows);

    test("the first run loads every row, older than 30 days too, and later runs only changes", async () => {
      const first = await run([flow()]);
      expect(first.failures).toEqual([]);
      expect(first.runs).toMatchObject([{ kind: "full", rows: 3 }]);
      rows.push(row("d", "2026-03-01T12:00:00Z"));
      source.setNow(day(2));
      expect((await run([flow()])).runs).toMatchObject([{ kind: "increment", rows: 1 }]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"], ["d"]]);
    });

    test("equal stamps on a window's edge are loaded once: windows are half open", async () => {
      rows.push(row("edge1", "2026-03-01T06:00:00Z"), row("edge2", "2026-03-01T06:00:00Z"));
      expect((await run([flow()])).runs[0]?.rows).toBe(3);
      source.setNow(day(2));
      expect((await run([flow()])).runs[0]?.rows).toBe(2);
      expect(await rowsOf("SELECT count(*), count(DISTINCT id) FROM crm_ext.account")).toEqual([
        ["5", "5"],
      ]);
    });

    test("a row that committed late with an older stamp is found by the overlap, and counted once", async () => {
      const overlapping = flow({ overlapSeconds: 3600 });
      await run([overlapping]);
      rows.push(row("late", "2026-03-01T05:50:00Z"));
      source.setNow(day(2));
      await run([overlapping]);
      source.setNow(day(3));
      await run([overlapping]);
      expect(await ids([overlapping])).toEqual([["a"], ["b"], ["c"], ["late"]]);
    });

    test("without an overlap a late row is missed, as AppFlow misses it", async () => {
      await run([flow()]);
      rows.push(row("late", "2026-03-01T05:50:00Z"));
      source.setNow(day(2));
      await run([flow()]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    });

    test("an updated row shows its newest version in current and every version in the external table", async () => {
      await run([flow()]);
      Object.assign(rows[0] ?? {}, { Name: "renamed", SystemModstamp: "2026-03-01T08:00:00Z" });
      source.setNow(day(2));
      await run([flow()]);
      expect(await rowsOf("SELECT name FROM crm_current.account WHERE id = 'a'")).toEqual([
        ["renamed"],
      ]);
      expect(
        await rowsOf("SELECT load_date, name FROM crm_ext.account WHERE id = 'a' ORDER BY 1"),
      ).toEqual([
        ["20260301", "name of a"],
        ["20260302", "renamed"],
      ]);
    });

    test("a soft-deleted row leaves current and stays in the external table", async () => {
      await run([flow()]);
      Object.assign(rows[1] ?? {}, { IsDeleted: true, SystemModstamp: "2026-03-01T08:00:00Z" });
      source.setNow(day(2));
      await run([flow()]);
      expect(await ids()).toEqual([["a"], ["c"]]);
      expect(await rowsOf("SELECT count(*) FROM crm_ext.account WHERE id = 'b'")).toEqual([["2"]]);
    });

    test("a row that vanished without a trace is found by reconciling keys", async () => {
      await run([flow()]);
      rows.splice(0, 1);
      source.setNow(day(2));
      await run([flow()]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
      const { reconciliations, failures } = await run([flow()], { reconcile: true });
      expect(failures).toEqual([]);
      expect(reconciliations).toEqual([{ flow: flow().name, vanished: 1 }]);
      expect(await ids()).toEqual([["b"], ["c"]]);
      expect((await run([flow()], { reconcile: true })).reconciliations).toMatchObject([
        { vanished: 0 },
      ]);
    });

    test("an archived row, which only a query for all rows returns, has not vanished", async () => {
      rows.push(row("archived", "2025-01-01T00:00:00Z"));
      const { extract } = source;
      source.extract = (asked, ...rest) => {
        const object = { fields, rows: rows.filter(({ Id }) => Id !== "archived") };
        if (asked.includeDeleted) return extract(asked, ...rest);
        return memorySource({ objects: { Account: object }, now: day(1) }).extract(asked, ...rest);
      };
      await run([flow()]);
      Object.assign(rows[0] ?? {}, { IsDeleted: true });
      const { reconciliations } = await run([flow()], { reconcile: true });
      // The deleted row left no new stamp, so that no increment would find it.
      expect(reconciliations).toMatchObject([{ vanished: 1 }]);
      expect(await ids()).toEqual([["archived"], ["b"], ["c"]]);
    });

    test("keys that are announced and do not arrive make no row vanish", async () => {
      await run([flow()]);
      const { extract } = source;
      source.extract = async (...args) => {
        const { pages, totalRows } = await extract(...args);
        async function* cut() {
          for await (const page of pages) {
            if (page.rows === 1) await writeFile(page.file, page.format === "csv" ? "Id\n" : "[]");
            yield page;
          }
        }
        return { pages: cut(), totalRows };
      };
      const { failures } = await run([flow()], { reconcile: true });
      expect(failures).toMatchObject([{ error: { code: "count_mismatch" } }]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    });

    test("keys of an object that Bulk cannot read come through REST", async () => {
      const { extract } = source;
      source.extract = async (asked, ...rest) => {
        if (asked.api === "bulk")
          throw new PlatformError("bulk_unsupported", "no bulk", "use rest");
        return extract(asked, ...rest);
      };
      await run([flow()]);
      rows.splice(0, 1);
      expect((await run([flow()], { reconcile: true })).failures).toEqual([]);
      expect(await ids()).toEqual([["b"], ["c"]]);
    });

    test("neither a reconciliation nor a backfill makes the lake look fresher, staler or not due", async () => {
      await run([flow()]);
      source.setNow(day(2));
      await run([flow()], { reconcile: true });
      const backfill = {
        names: ["Account"],
        from: new Date("2026-01-01"),
        to: new Date("2026-02-01"),
      };
      await run([flow()], backfill);
      const status = await platformStatus(under.ports, [flow()]);
      expect(status.flows[0]?.freshUntil).toEqual(day(1));
      expect(await run([flow()])).toMatchObject({ runs: [{ kind: "increment" }], skipped: [] });
    });

    test("a source that shows no key at all makes nothing vanish", async () => {
      await run([flow()]);
      rows.splice(0, 3);
      const { failures } = await run([flow()], { reconcile: true });
      expect(failures).toMatchObject([{ error: { code: "source_refused" } }]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    });

    test("rows without a value in a declared incremental field come with the first load", async () => {
      fields.push(field("Reviewed__c", "datetime"));
      Object.assign(rows[0] ?? {}, { Reviewed__c: "2026-02-01T00:00:00Z" });
      const reviewed = flow({ incrementalField: "Reviewed__c" });
      expect((await run([reviewed])).runs[0]?.rows).toBe(3);
    });

    test("an error after a run was recorded takes nothing away from it", async () => {
      const { succeedRun } = under.ports.ledger;
      under.ports.ledger.succeedRun = async (...args) => {
        await succeedRun(...args);
        throw new PlatformError("disk_full", "the answer got lost", "run again");
      };
      expect((await run([flow()])).failures).toHaveLength(1);
      under.ports.ledger.succeedRun = succeedRun;
      source.setNow(day(2));
      await run([flow()]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    });

    test("a full reload replaces what an incremental flow had, vanished rows included", async () => {
      await run([flow()]);
      rows.splice(0, 1);
      source.setNow(day(2));
      await run([flow()], { names: ["Account"], full: true });
      expect(await ids()).toEqual([["b"], ["c"]]);
    });

    test("a new field becomes a drifted, unclassified column; a removed one stays and is empty from then on", async () => {
      await run([flow()]);
      fields.splice(1, 1, field("Segment__c", "picklist"));
      rows.push({ ...row("d", "2026-03-01T08:00:00Z"), Segment__c: "gold" });
      source.setNow(day(2));
      expect((await run([flow()])).failures).toEqual([]);
      expect(
        await rowsOf(
          "SELECT id, name, segment__c FROM crm_current.account WHERE id IN ('a','d') ORDER BY id",
        ),
      ).toEqual([
        ["a", "name of a", null],
        ["d", null, "gold"],
      ]);
      const status = await platformStatus(under.ports, [flow()]);
      expect(status.drift.map(({ change, field }) => [change, field]).toSorted()).toEqual([
        ["added", "Segment__c"],
        ["removed", "Name"],
      ]);
      expect(status.flows[0]).toMatchObject({
        driftedColumns: ["segment__c"],
        unclassifiedColumns: ["segment__c"],
      });
    });

    test("a changed type stops the flow before anything is loaded, and says which field", async () => {
      await run([flow()]);
      fields.splice(2, 1, field("Revenue", "string"));
      source.setNow(day(2));
      const { failures } = await run([flow()]);
      expect(failures[0]?.error).toMatchObject({
        code: "type_changed",
        message: expect.stringContaining("Revenue"),
      });
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    });

    test("REST and Bulk load identical values, and neither loads compound fields", async () => {
      const flows = [
        flow({ api: "rest" }),
        flow({ api: "bulk", name: "f-bulk", database: "crm2" }),
      ];
      const { runs } = await run(flows);
      expect(runs.map(({ api }) => api)).toEqual(["rest", "bulk"]);
      const rest = await rowsOf("SELECT * FROM crm_current.account ORDER BY id", flows);
      expect(await rowsOf("SELECT * FROM crm2_current.account ORDER BY id", flows)).toEqual(rest);
      expect(rest[0]).toEqual([
        "a",
        "name of a",
        1.5,
        true,
        false,
        "2026-02-01 00:00:00+00",
        "20260301",
      ]);
    });

    test("a formula that changes without moving the stamp is stale until a full reload", async () => {
      fields.splice(2, 1, { ...field("Revenue", "currency"), calculated: true });
      await run([flow()]);
      Object.assign(rows[0] ?? {}, { Revenue: 9 });
      source.setNow(day(2));
      await run([flow()]);
      const revenue = "SELECT revenue FROM crm_current.account WHERE id = 'a'";
      expect(await rowsOf(revenue)).toEqual([[1.5]]);
      await run([flow()], { names: ["Account"], full: true });
      expect(await rowsOf(revenue)).toEqual([[9]]);
    });

    test("a full flow shows its newest run, and its partition points to it", async () => {
      const full = flow({ incremental: false });
      await run([full]);
      rows.splice(0, 1);
      source.setNow(day(1, "18:00:00"));
      await run([full], { names: ["Account"] });
      expect(await ids([full])).toEqual([["b"], ["c"]]);
      expect(await rowsOf("SELECT count(*) FROM crm_ext.account", [full])).toEqual([["2"]]);
    });

    test("a full flow that reads deleted rows keeps them out of current", async () => {
      const full = flow({ incremental: false });
      Object.assign(rows[0] ?? {}, { IsDeleted: true });
      await run([full]);
      expect(await ids([full])).toEqual([["b"], ["c"]]);
      expect(await rowsOf("SELECT count(*) FROM crm_ext.account", [full])).toEqual([["3"]]);
    });

    test("registering again, late or out of order changes nothing that is right", async () => {
      const full = flow({ incremental: false });
      await run([full]);
      const [early] = await under.ports.ledger.runs({ limit: 1 });
      source.setNow(day(1, "18:00:00"));
      await run([full], { names: ["Account"] });
      const catalog = async () => [
        (await under.ports.catalog.table("crm", "account"))?.input,
        await under.ports.catalog.partitions("crm", "account"),
      ];
      const before = await catalog();
      const event = endOfRunEvent({
        ...{
          flow: full.name,
          executionId: early?.executionId ?? "",
          succeeded: true,
          rows: 3,
          failedRows: 0,
        },
        ...{
          startedAt: early?.startedAt ?? day(1),
          endedAt: day(1),
          bytes: 1,
          object: "Account",
          scheduled: true,
        },
        ...{ destination: "s3://gtm-dev-raw-000000000000-local", account: "0", region: "local" },
      });
      const again = await Promise.all([1, 2, 3].map(() => registerRun(under.ports, [full], event)));
      expect(again.map(({ table, partition }) => [table, partition])).toEqual(
        Array(3).fill(["unchanged", "unchanged"]),
      );
      expect(await catalog()).toEqual(before);
    });

    test("of two full runs that started in the same second the later one is registered, whichever event is last", async () => {
      const full = flow({ incremental: false });
      await run([full]);
      const first = (await under.ports.catalog.partitions("crm", "account"))[0];
      await run([full], { names: ["Account"] });
      const [second] = await under.ports.catalog.partitions("crm", "account");
      expect(second).not.toEqual(first);
      const executionId = first?.Parameters["lakewright.execution_id"] ?? "";
      const event = endOfRunEvent({
        ...{ flow: full.name, executionId, succeeded: true, rows: 3, failedRows: 0, bytes: 1 },
        ...{ startedAt: day(1), endedAt: day(1), object: "Account", scheduled: true },
        ...{ destination: "s3://gtm-dev-raw-000000000000-local", account: "0", region: "local" },
      });
      await registerRun(under.ports, [full], event);
      expect(await under.ports.catalog.partitions("crm", "account")).toEqual([second]);
    });

    test("an object without rows gets its table from describe and no partition, then its types from the first file", async () => {
      rows.splice(0, 3);
      await run([flow()]);
      const empty = await under.ports.catalog.table("crm", "account");
      expect(empty?.input.Parameters["lakewright.typed_by"]).toBe("describe");
      expect(await under.ports.catalog.partitions("crm", "account")).toEqual([]);
      expect(await ids()).toEqual([]);
      rows.push(row("a", "2026-03-01T07:00:00Z"));
      source.setNow(day(2));
      await run([flow()]);
      const typed = await under.ports.catalog.table("crm", "account");
      expect(typed?.input.Parameters["lakewright.typed_by"]).toBe("files");
      expect(await ids()).toEqual([["a"]]);
    });

    test("an event that cannot be handled fails its own flow, and the others run", async () => {
      const flows = [flow(), flow({ name: "f-other", database: "crm2" })];
      const broken: Ports = {
        ...under.ports,
        catalog: {
          ...under.ports.catalog,
          ensureDatabase: async (database) => {
            if (database === "crm") throw new PlatformError("state_corrupt", "no crm", "mend it");
            await under.ports.catalog.ensureDatabase(database);
          },
        },
      };
      const attempt = () =>
        runPlatform(broken, anyEnvironment(flows), { names: [] }, signal, quiet);
      await attempt();
      const { failures } = await attempt();
      expect(failures).toMatchObject([{ flow: flow().name, error: { message: "no crm" } }]);
      expect(await rowsOf("SELECT count(*) FROM crm2_current.account", flows)).toEqual([["3"]]);
      await run(flows);
      expect(await ids(flows)).toEqual([["a"], ["b"], ["c"]]);
    });

    test("a source that fails half-way leaves nothing, and the next run loads it all", async () => {
      source.failAfterPages(1);
      const failed = await run([flow()]);
      expect(failed.failures).toMatchObject([{ error: { code: "source_unreachable" } }]);
      expect(await under.ports.blobs.list("s3://gtm-dev-raw-000000000000-local/")).toEqual([]);
      expect((await run([flow()])).runs[0]?.rows).toBe(3);
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    });

    test("a page that cannot be written ends the run at once, not after the last page", async () => {
      rows.push(...Array.from({ length: 60 }, (_, i) => row(`x${i}`, "2026-02-01T00:00:00Z")));
      let pages = 0;
      const { extract } = source;
      source.extract = async (...args) => {
        const extraction = await extract(...args);
        async function* large() {
          for await (const page of extraction.pages) {
            pages++;
            yield { ...page, bytes: 1e9 };
          }
        }
        return { ...extraction, pages: large() };
      };
      const full = new PlatformError("disk_full", "the disk is full", "free some space");
      const ports: Ports = {
        ...under.ports,
        warehouse: { ...under.ports.warehouse, writeParquet: () => Promise.reject(full) },
      };
      const failed = runFlow(ports, anyEnvironment([flow()]), flow(), {}, signal, quiet);
      await expect(failed).rejects.toBe(full);
      expect(pages).toBeLessThan(6);
    });

    test("a full flow is read whole or not at all: a window would replace its day", async () => {
      const full = flow({ incremental: false });
      await run([full]);
      const { failures } = await run([full], { names: ["Account"], from: new Date("2026-02-15") });
      expect(failures).toMatchObject([{ error: { code: "source_refused" } }]);
      expect(await rowsOf("SELECT count(*) FROM crm_ext.account", [full])).toEqual([["3"]]);
    });

    test("an object that Bulk cannot read comes through REST, and both attempts are on record", async () => {
      source.count = async () => undefined;
      const { extract } = source;
      source.extract = async (asked, ...rest) => {
        if (asked.api === "bulk")
          throw new PlatformError("bulk_unsupported", "no bulk", "use rest");
        return extract(asked, ...rest);
      };
      expect((await run([flow()])).runs).toMatchObject([{ api: "rest", rows: 3 }]);
      const runs = await under.ports.ledger.runs({});
      expect(runs.map(({ api, status }) => [api, status])).toEqual([
        ["rest", "succeeded"],
        ["bulk", "failed"],
      ]);
    });

    test("a source that counts more rows than it sends is caught: nothing is loaded", async () => {
      const { extract } = source;
      under.ports.openSource(flow()).extract = async (...args) => {
        const extraction = await extract(...args);
        return { ...extraction, totalRows: () => extraction.totalRows() + 1 };
      };
      expect((await run([flow()])).failures).toMatchObject([{ error: { code: "count_mismatch" } }]);
      expect(await under.ports.ledger.bookmark(flow().name)).toBeUndefined();
    });

    test("merging keeps what current shows, and runs after the merge are laid over it", async () => {
      await run([flow()]);
      Object.assign(rows[0] ?? {}, { Name: "renamed", SystemModstamp: "2026-03-01T08:00:00Z" });
      Object.assign(rows[1] ?? {}, { IsDeleted: true, SystemModstamp: "2026-03-01T08:00:00Z" });
      source.setNow(day(2));
      // Two of three rows changed, so that the run itself finds a merge worth its cost.
      expect((await run([flow()])).merges).toMatchObject([{ rows: 2 }]);
      expect(
        await rowsOf("SELECT id, name, load_date FROM crm_current.account ORDER BY id"),
      ).toEqual([
        ["a", "renamed", "20260302"],
        ["c", "name of c", "20260301"],
      ]);
      const again = await mergeCurrent(under.ports, anyEnvironment([flow()]), flow(), quiet);
      expect(again).toBeUndefined();
      rows.push(row("d", "2026-03-02T08:00:00Z"));
      Object.assign(rows[1] ?? {}, { IsDeleted: false, SystemModstamp: "2026-03-02T08:00:00Z" });
      source.setNow(day(3));
      await run([flow()]);
      expect(await ids()).toEqual([["a"], ["b"], ["c"], ["d"]]);
    });

    test("a run that ends while another process merges is not lost from current", async () => {
      await run([flow()]);
      rows.push(row("d", "2026-03-01T08:00:00Z"));
      source.setNow(day(2));
      const { runs } = under.ports.ledger;
      const raced: Ports = {
        ...under.ports,
        ledger: {
          ...under.ports.ledger,
          // Between two looks of the merge at the ledger.
          runs: async (filter) => {
            if (!filter.kind && (await runs({ flow: flow().name })).length === 1)
              await runFlow(under.ports, anyEnvironment([flow()]), flow(), {}, signal, quiet);
            return runs(filter);
          },
        },
      };
      await mergeCurrent(raced, anyEnvironment([flow()]), flow(), quiet, true);
      expect(await ids()).toEqual([["a"], ["b"], ["c"], ["d"]]);
    });

    test("two processes that merge the same flow leave current whole", async () => {
      await run([flow()]);
      const { publish } = under.ports.blobs;
      const merge = (ports: Ports) =>
        mergeCurrent(ports, anyEnvironment([flow()]), flow(), quiet, true);
      const overtaken: Ports = {
        ...under.ports,
        blobs: {
          ...under.ports.blobs,
          publish: async (files) => {
            await publish(files);
            await merge(under.ports);
            await merge(under.ports);
          },
        },
      };
      expect(await merge(overtaken)).toBeUndefined();
      expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
      expect(await merge(under.ports)).toMatchObject({ rows: 3 });
    });

    test("an unclassified object of a production org is refused with the line to add", async () => {
      const real = { id: "00D000000000002EAA", isSandbox: false, isLocal: false };
      under.ports.openSource(flow()).organization = async () => real;
      const { failures } = await run([flow({ sensitivity: "unclassified" })]);
      expect(failures[0]?.error).toMatchObject({
        code: "unclassified_object",
        hint: expect.stringContaining("/platform/appflow.yaml:12"),
      });
    });

    test("personal fields of a production org are hashed before they reach the disk", async () => {
      const real = { id: "00D000000000002EAA", isSandbox: false, isLocal: false };
      under.ports.openSource(flow()).organization = async () => real;
      const personal = flow({ sensitivity: "personal" });
      expect((await run([personal])).failures).toEqual([]);
      expect(
        await rowsOf("SELECT id, name FROM crm_current.account WHERE id = 'a'", [personal]),
      ).toEqual([["a", expect.stringMatching(/^[0-9a-f]{64}$/)]]);
    });

    test("a one-day query opens that day's files alone", async () => {
      await run([flow()]);
      rows.push(row("d", "2026-03-01T08:00:00Z"));
      source.setNow(day(2));
      await run([flow()]);
      const opened: number[] = [];
      const { query } = under.ports.warehouse;
      const watched = {
        ...under.ports,
        warehouse: {
          ...under.ports.warehouse,
          query: (...args: Parameters<typeof query>) => {
            opened.push(
              args[1].flatMap(({ groups }) => groups.flatMap(({ files }) => files)).length,
            );
            return query(...args);
          },
        },
      };
      const sql = "SELECT id FROM crm_ext.account WHERE load_date = '20260302'";
      expect((await queryLake(watched, [flow()], sql, signal)).rows).toEqual([["d"]]);
      expect(opened).toEqual([1]);
    });

    test("a flow that writes back is not run, and says so when it is named", async () => {
      const out = flow({
        direction: "out",
        source: "s3",
        destination: "salesforce",
        name: "f-out",
      });
      expect((await run([out])).skipped).toMatchObject([{ flow: "f-out" }]);
      expect((await run([out], { names: ["crm"] })).skipped).toMatchObject([{ flow: "f-out" }]);
      expect((await run([out], { names: ["f-out"] })).failures).toMatchObject([
        { error: { code: "kind_not_supported" } },
      ]);
    });

    test("an unknown table is refused with the names there are", async () => {
      await run([flow()]);
      await expect(rowsOf("SELECT * FROM account")).rejects.toMatchObject({
        code: "unknown_name",
        hint: expect.stringContaining("crm_current.account"),
      });
    });

    test("a backfill reads its own window and leaves the bookmark alone", async () => {
      await run([flow()]);
      const bookmark = await under.ports.ledger.bookmark(flow().name);
      source.setNow(day(2));
      const { runs } = await run([flow()], {
        names: ["Account"],
        from: new Date("2026-01-01"),
        to: new Date("2026-02-15"),
      });
      expect(runs).toMatchObject([{ kind: "increment", rows: 1 }]);
      expect(await under.ports.ledger.bookmark(flow().name)).toEqual(bookmark);
    });
  });
}
