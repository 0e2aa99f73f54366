import { expect, test } from "vitest";
import { endOfRunEvent } from "../../../src/catalog/domain/end-of-run-event.ts";
import { registerPorts } from "../../../src/catalog/use-cases/deliver-events.ts";
import { registerRun } from "../../../src/catalog/use-cases/register-run.ts";
import { PlatformError } from "../../../src/core/domain/platform-error.ts";
import { runPlatform } from "../../../src/flows/use-cases/run-platform.ts";
import type { Ports } from "../../../src/ports.ts";
import { contextOf, day, type LakeUnderTest, row } from "./lake-under-test.ts";

/** The catalog after a run. */
export function registeringRunsCases(lake: () => LakeUnderTest): void {
  test("registering again, late or out of order changes nothing that is right", async () => {
    const { source, under, flow, run } = lake();
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
    const again = await Promise.all(
      [1, 2, 3].map(() => registerRun(registerPorts(under.ports), [full], event)),
    );
    expect(again.map(({ table, partition }) => [table, partition])).toEqual(
      Array(3).fill(["unchanged", "unchanged"]),
    );
    expect(await catalog()).toEqual(before);
  });

  test("of two full runs that started in the same second the later one is registered, whichever event is last", async () => {
    const { under, flow, run } = lake();
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
    await registerRun(registerPorts(under.ports), [full], event);
    expect(await under.ports.catalog.partitions("crm", "account")).toEqual([second]);
  });

  test("an object without rows gets its table from describe and no partition, then its types from the first file", async () => {
    const { rows, source, under, flow, run, ids } = lake();
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
    const { under, flow, run, rowsOf, ids } = lake();
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
    const attempt = () => runPlatform(contextOf(broken, flows), { names: [] });
    await attempt();
    const { failures } = await attempt();
    expect(failures).toMatchObject([{ flow: flow().name, error: { message: "no crm" } }]);
    expect(await rowsOf("SELECT count(*) FROM crm2_current.account", flows)).toEqual([["3"]]);
    await run(flows);
    expect(await ids(flows)).toEqual([["a"], ["b"], ["c"]]);
  });
}
