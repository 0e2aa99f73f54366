import type { Schedule } from "@lakewright/config";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dueProject, type Feed, hasArrived, type ProjectNow } from "./due-project.ts";

const daily: Schedule = { kind: "rate", value: 1, unit: "days", expression: "rate(1days)" };
const cron = (expression: string): Schedule => ({
  kind: "cron",
  expression: `cron(${expression})`,
});
const at = (text: string) => new Date(`${text}Z`);

const feed = (loadedTo: string | undefined, schedule: Schedule | undefined = daily): Feed => ({
  table: "crm.account",
  flow: "gtm-dev-crm-Account",
  schedule,
  loadedTo: loadedTo === undefined ? undefined : at(loadedTo),
});

const project = (parts: Partial<ProjectNow>): ProjectNow => ({
  trigger: { kind: "arrival" },
  deadline: "05:00",
  feeds: [feed("2026-01-15T02:00:00")],
  input: "new",
  lastStart: undefined,
  ...parts,
});

const now = at("2026-01-15T04:00:00");

test("a project is due as soon as every table has its run of the day and something is new", () => {
  expect(dueProject(project({}), now)).toMatchObject({ due: true, awaited: [] });
});

test("a table without its run of the day is waited for, by its flow and its last load", () => {
  const feeds = [feed("2026-01-15T02:00:00"), feed("2026-01-14T23:59:59")];
  expect(dueProject(project({ feeds }), now)).toMatchObject({
    due: false,
    awaited: [feeds[1]],
    reason: "waiting for crm.account (flow gtm-dev-crm-Account, last loaded on 2026-01-14)",
  });
});

test("what is built already, or failed already, is not built again by itself", () => {
  expect(dueProject(project({ input: "published" }), now).due).toBe(false);
  expect(dueProject(project({ input: "failed" }), now)).toMatchObject({
    due: false,
    reason: expect.stringContaining("failed"),
  });
});

test("a table that is loaded on Mondays is waited for on Mondays, and until it has come", () => {
  // January 12, 2026 is a Monday.
  const mondays = cron("0 5 ? * 2 *");
  expect(hasArrived(feed("2026-01-12T05:00:00", mondays), at("2026-01-18T23:59:59.999"))).toBe(
    true,
  );
  expect(hasArrived(feed("2026-01-12T05:00:00", mondays), at("2026-01-19T00:00:00"))).toBe(false);
  expect(hasArrived(feed("2026-01-05T05:00:00", mondays), at("2026-01-13T00:00:00"))).toBe(false);
});

test("a table on demand is there once it was loaded", () => {
  expect(hasArrived({ ...feed("2020-01-01T00:00:00"), schedule: undefined }, now)).toBe(true);
  expect(hasArrived({ ...feed(undefined), schedule: undefined }, now)).toBe(false);
});

test("a project with a time is due at that time, whether something is new or not", () => {
  const trigger = { kind: "schedule", schedule: cron("0 4 * * ? *") } as const;
  const lastStart = at("2026-01-14T04:00:00");
  const due = (time: string) =>
    dueProject(project({ trigger, lastStart, input: "published" }), at(time));
  expect(due("2026-01-15T03:59:59.999")).toMatchObject({ due: false, next: now });
  expect(due("2026-01-15T04:00:00").due).toBe(true);
});

test("a project with a time waits for tables that were never loaded, and for no others", () => {
  const trigger = { kind: "schedule", schedule: daily } as const;
  expect(dueProject(project({ trigger, feeds: [feed(undefined)] }), now).due).toBe(false);
  expect(dueProject(project({ trigger, feeds: [feed("2020-01-01T00:00:00")] }), now).due).toBe(
    true,
  );
});

test("a deadline is missed from its minute on, unless there was a start on that day", () => {
  const missed = (time: string, parts: Partial<ProjectNow> = {}) =>
    dueProject(project({ feeds: [feed("2026-01-14T02:00:00")], ...parts }), at(time)).missed;
  expect(missed("2026-01-15T04:59:59.999")).toBeUndefined();
  expect(missed("2026-01-15T05:00:00")).toEqual(at("2026-01-15T05:00:00"));
  expect(missed("2026-01-15T05:00:00", { lastStart: at("2026-01-14T23:59:59.999") })).toBeDefined();
  expect(missed("2026-01-15T05:00:00", { lastStart: at("2026-01-15T00:00:00") })).toBeUndefined();
  expect(missed("2026-01-15T23:00:00", { deadline: undefined })).toBeUndefined();
});

test("no deadline is missed on a day that has nothing to build", () => {
  const quiet = project({ input: "published" });
  expect(dueProject(quiet, at("2026-01-15T12:00:00")).missed).toBeUndefined();
});

const schedules = fc.oneof(
  fc.record({
    kind: fc.constant("rate" as const),
    value: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom("minutes", "hours", "days", "weeks"),
    expression: fc.constant("rate"),
  }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom("*", "1", "2-6"),
    )
    .map(([minute, hour, days]) => cron(`${minute} ${hour} ? * ${days} *`)),
);
const times = fc.date({
  min: at("2025-01-01T00:00:00"),
  max: at("2027-01-01T00:00:00"),
  noInvalidDate: true,
});

test("a table loaded on a day has its run of that day, to its last millisecond", () => {
  fc.assert(
    fc.property(schedules, times, times, (schedule, some, other) => {
      const day = some.toISOString().slice(0, 10);
      const loadedTo = new Date(`${day}T${some.toISOString().slice(11)}`);
      const sameDay = new Date(`${day}T${other.toISOString().slice(11)}`);
      return hasArrived({ ...feed(undefined, schedule), loadedTo }, sameDay);
    }),
  );
});

test("time only takes arrivals away, and a later load never does", () => {
  fc.assert(
    fc.property(schedules, fc.tuple(times, times, times), (schedule, found) => {
      const [a = now, b = now, c = now] = found.toSorted((x, y) => x.getTime() - y.getTime());
      const arrived = (loadedTo: Date, when: Date) =>
        hasArrived({ ...feed(undefined, schedule), loadedTo }, when);
      expect(!arrived(a, c) || arrived(a, b)).toBe(true);
      expect(!arrived(a, c) || arrived(b, c)).toBe(true);
    }),
  );
});

test("a deadline is missed only on its own day, after its minute, and never by a project that is neither due nor waiting", () => {
  const projects = fc.record({
    schedule: schedules,
    loadedTo: fc.option(times, { nil: undefined }),
    lastStart: fc.option(times, { nil: undefined }),
    input: fc.constantFrom("new" as const, "published" as const, "failed" as const),
    now: times,
  });
  fc.assert(
    fc.property(projects, ({ schedule, loadedTo, lastStart, input, now: when }) => {
      const feeds = [{ ...feed(undefined, schedule), loadedTo }];
      const { missed, due, awaited } = dueProject(project({ feeds, lastStart, input }), when);
      if (missed === undefined) return;
      expect(missed.toISOString().slice(0, 16)).toBe(`${when.toISOString().slice(0, 10)}T05:00`);
      expect(when >= missed && (due || awaited.length > 0)).toBe(true);
    }),
  );
});
