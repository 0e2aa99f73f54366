import { expect, test } from "vitest";
import { incrementalFieldOf, planWindow } from "./window.ts";

const now = new Date("2026-03-02T06:00:00.750Z");
const second = new Date("2026-03-02T06:00:00Z");
const incremental = { incremental: true, firstLoad: "full", overlapSeconds: 0 } as const;

test("the first run of an incremental flow reads everything up to the server's whole second", () => {
  expect(planWindow(incremental, "SystemModstamp", undefined, now)).toEqual({
    field: "SystemModstamp",
    from: undefined,
    to: second,
  });
});

test("an explicit first load starts at its date and says so, instead of leaving old rows out silently", () => {
  const firstLoad = new Date("2020-01-01T00:00:00Z");
  expect(planWindow({ ...incremental, firstLoad }, "SystemModstamp", undefined, now)?.from).toEqual(
    firstLoad,
  );
});

test("windows meet without a gap or an overlap: each starts where the one before ended", () => {
  const first = planWindow(incremental, "SystemModstamp", undefined, now);
  const later = new Date(now.getTime() + 86_400_000);
  const next = planWindow(incremental, "SystemModstamp", { to: first?.to ?? now }, later);
  expect(next?.from).toEqual(first?.to);
});

test("an overlap reaches back for rows that committed late with an older stamp", () => {
  const window = planWindow(
    { ...incremental, overlapSeconds: 900 },
    "SystemModstamp",
    { to: second },
    now,
  );
  expect(window?.from).toEqual(new Date("2026-03-02T05:45:00Z"));
});

test("a full flow ignores the bookmark", () => {
  const full = { ...incremental, incremental: false };
  expect(planWindow(full, "SystemModstamp", { to: second }, now)?.from).toBeUndefined();
});

test("an object that nothing orders has no window", () => {
  expect(planWindow(incremental, undefined, undefined, now)).toBeUndefined();
});

test.each([
  [["Id", "SystemModstamp", "LastModifiedDate"], "SystemModstamp"],
  [["Id", "LastModifiedDate", "CreatedDate"], "LastModifiedDate"],
  [["Id", "CreatedDate"], "CreatedDate"],
  [["Id", "LoginTime"], "LoginTime"],
  [["Id"], undefined],
])("of the fields %j, %s orders the changes", (fields, expected) => {
  expect(incrementalFieldOf("SystemModstamp", fields)).toBe(expected);
});

test("a server whose clock went back does not move the bookmark back", () => {
  const ahead = new Date(second.getTime() + 3_600_000);
  const window = planWindow(incremental, "SystemModstamp", { to: ahead }, now);
  expect(window).toEqual({ field: "SystemModstamp", from: ahead, to: ahead });
});
