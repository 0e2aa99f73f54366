import { expect, test } from "vitest";
import { day, field, type LakeUnderTest } from "./lake-under-test.ts";

/** Full loads and reloads. */
export function fullLoadsCases(lake: () => LakeUnderTest): void {
  test("a full reload replaces what an incremental flow had, vanished rows included", async () => {
    const { rows, source, flow, run, ids } = lake();
    await run([flow()]);
    rows.splice(0, 1);
    source.setNow(day(2));
    await run([flow()], { names: ["Account"], full: true });
    expect(await ids()).toEqual([["b"], ["c"]]);
  });

  test("a formula that changes without moving the stamp is stale until a full reload", async () => {
    const { rows, fields, source, flow, run, rowsOf } = lake();
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
    const { rows, source, flow, run, rowsOf, ids } = lake();
    const full = flow({ incremental: false });
    await run([full]);
    rows.splice(0, 1);
    source.setNow(day(1, "18:00:00"));
    await run([full], { names: ["Account"] });
    expect(await ids([full])).toEqual([["b"], ["c"]]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account", [full])).toEqual([["2"]]);
  });

  test("a full flow that reads deleted rows keeps them out of current", async () => {
    const { rows, flow, run, rowsOf, ids } = lake();
    const full = flow({ incremental: false });
    Object.assign(rows[0] ?? {}, { IsDeleted: true });
    await run([full]);
    expect(await ids([full])).toEqual([["b"], ["c"]]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account", [full])).toEqual([["3"]]);
  });

  test("a full flow is read whole or not at all: a window would replace its day", async () => {
    const { flow, run, rowsOf } = lake();
    const full = flow({ incremental: false });
    await run([full]);
    const { failures } = await run([full], { names: ["Account"], from: new Date("2026-02-15") });
    expect(failures).toMatchObject([{ error: { code: "source_refused" } }]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account", [full])).toEqual([["3"]]);
  });
}
