import { expect, test } from "vitest";
import { queryLake } from "../../../src/query/use-cases/query-lake.ts";
import { day, type LakeUnderTest, row, signal } from "./lake-under-test.ts";

/** Limits on loading and reading. */
export function guardedReadingCases(lake: () => LakeUnderTest): void {
  test("an unclassified object of a production org is refused with the line to add", async () => {
    const { under, flow, run } = lake();
    const real = { id: "00D000000000002EAA", isSandbox: false, isLocal: false };
    under.ports.openSource(flow()).organization = async () => real;
    const { failures } = await run([flow({ sensitivity: "unclassified" })]);
    expect(failures[0]?.error).toMatchObject({
      code: "unclassified_object",
      hint: expect.stringContaining("/platform/appflow.yaml:12"),
    });
  });

  test("personal fields of a production org are hashed before they reach the disk", async () => {
    const { under, flow, run, rowsOf } = lake();
    const real = { id: "00D000000000002EAA", isSandbox: false, isLocal: false };
    under.ports.openSource(flow()).organization = async () => real;
    const personal = flow({ sensitivity: "personal" });
    expect((await run([personal])).failures).toEqual([]);
    expect(
      await rowsOf("SELECT id, name FROM crm_current.account WHERE id = 'a'", [personal]),
    ).toEqual([["a", expect.stringMatching(/^[0-9a-f]{64}$/)]]);
  });

  test("a one-day query opens that day's files alone", async () => {
    const { rows, source, under, flow, run } = lake();
    await run([flow()]);
    rows.push(row("d", "2026-03-01T08:00:00Z"));
    source.setNow(day(2));
    await run([flow()]);
    const opened: number[] = [];
    const { query } = under.ports.lakeQuery;
    const watched = {
      ...under.ports,
      lakeQuery: {
        ...under.ports.lakeQuery,
        query: (...args: Parameters<typeof query>) => {
          const groups = args[1].flatMap((one) => ("groups" in one ? one.groups : []));
          opened.push(groups.flatMap(({ files }) => files).length);
          return query(...args);
        },
      },
    };
    const sql = "SELECT id FROM crm_ext.account WHERE load_date = '20260302'";
    expect((await queryLake(watched, { flows: [flow()], sql }, signal)).rows).toEqual([["d"]]);
    expect(opened).toEqual([1]);
  });

  test("a flow that writes back is not run, and says so when it is named", async () => {
    const { flow, run } = lake();
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
    const { flow, run, rowsOf } = lake();
    await run([flow()]);
    await expect(rowsOf("SELECT * FROM account")).rejects.toMatchObject({
      code: "unknown_name",
      hint: expect.stringContaining("crm_current.account"),
    });
  });
}
