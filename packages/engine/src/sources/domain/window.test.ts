import { expect, test } from "vitest";
import { defaultRowFields } from "./field-type.ts";
import { incrementalFieldOf, planWindow } from "./window.ts";

const now = new Date("2026-03-02T06:00:00.750Z");
const second = new Date("2026-03-02T06:00:00Z");
const field = "SystemModstamp";
const incremental = { incremental: true, firstLoad: "full", overlapSeconds: 0 } as const;

test("the first run of an incremental flow reads everything up to the server's whole second", () => {
  expect(planWindow(incremental, { field, serverNow: now }, undefined)).toEqual({
    field: "SystemModstamp",
    from: undefined,
    to: second,
  });
});

test("an explicit first load starts at its date and says so, instead of leaving old rows out silently", () => {
  const firstLoad = new Date("2020-01-01T00:00:00Z");
  expect(
    planWindow({ ...incremental, firstLoad }, { field, serverNow: now }, undefined)?.from,
  ).toEqual(firstLoad);
});

test("windows meet without a gap or an overlap: each starts where the one before ended", () => {
  const first = planWindow(incremental, { field, serverNow: now }, undefined);
  const later = new Date(now.getTime() + 86_400_000);
  const next = planWindow(incremental, { field, serverNow: later }, { to: first?.to ?? now });
  expect(next?.from).toEqual(first?.to);
});

test("an overlap reaches back for rows that committed late with an older stamp", () => {
  const window = planWindow(
    { ...incremental, overlapSeconds: 900 },
    { field, serverNow: now },
    { to: second },
  );
  expect(window?.from).toEqual(new Date("2026-03-02T05:45:00Z"));
});

test.each([
  ["2026-03-02T05:50:00Z", "2026-03-02T05:50:00Z"],
  ["2026-03-02T05:00:00Z", "2026-03-02T05:45:00Z"],
  // Declared after the load: the windows still meet.
  ["2026-03-09T00:00:00Z", "2026-03-02T06:00:00Z"],
])("with a first load from %s an overlap reaches back to %s", (firstLoad, from) => {
  const flow = { ...incremental, firstLoad: new Date(firstLoad), overlapSeconds: 900 };
  const window = planWindow(flow, { field, serverNow: now }, { to: second });
  expect(window?.from).toEqual(new Date(from));
});

test("a full flow ignores the bookmark", () => {
  const full = { ...incremental, incremental: false };
  expect(planWindow(full, { field, serverNow: now }, { to: second })?.from).toBeUndefined();
});

test("an object that nothing orders has no window", () => {
  expect(planWindow(incremental, { field: undefined, serverNow: now }, undefined)).toBeUndefined();
});

test.each([
  [["Id", "SystemModstamp", "LastModifiedDate"], "SystemModstamp"],
  [["Id", "LastModifiedDate", "CreatedDate"], "LastModifiedDate"],
  [["Id", "CreatedDate"], "CreatedDate"],
  [["Id", "LoginTime"], "LoginTime"],
  [["Id"], undefined],
])("of the fields %j, %s orders the changes", (fields, expected) => {
  expect(incrementalFieldOf(field, fields, defaultRowFields.changeStamps)).toBe(expected);
});

test("a server whose clock went back does not move the bookmark back", () => {
  const ahead = new Date(second.getTime() + 3_600_000);
  const window = planWindow(incremental, { field, serverNow: now }, { to: ahead });
  expect(window).toEqual({ field: "SystemModstamp", from: ahead, to: ahead });
});
