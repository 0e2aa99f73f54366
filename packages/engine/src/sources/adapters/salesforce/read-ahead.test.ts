import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Page } from "../../ports/source.ts";
import { deferred } from "./deferred.ts";
import { readAhead, type StartPage } from "./read-ahead.ts";

const never = new AbortController().signal;
const pageAt = (cursor: number): Page => ({
  ...{ file: `/nowhere/page-${cursor}`, format: "json", rows: 1, bytes: 1 },
});

test("no more than two pages are started before the one in front of them is asked for", async () => {
  const started: number[] = [];
  const start: StartPage<number> = (cursor) => {
    started.push(cursor);
    const next = Promise.resolve(cursor < 5 ? cursor + 1 : undefined);
    return { next, page: Promise.resolve(pageAt(cursor)) };
  };
  const pages = readAhead(0, start, never);
  for (const expected of [
    [0, 1, 2],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 4],
  ]) {
    await pages.next();
    await setImmediate();
    expect(started).toEqual(expected);
  }
});

test("a page is started as soon as its cursor is known, before the page in front of it has come", async () => {
  const first = deferred<Page>();
  const started: number[] = [];
  const start: StartPage<number> = (cursor) => {
    started.push(cursor);
    if (cursor > 0) return { next: Promise.resolve(undefined), page: Promise.resolve(pageAt(1)) };
    return { next: Promise.resolve(1), page: first.promise };
  };
  const handedOut = readAhead(0, start, never).next();
  await setImmediate();
  expect(started).toEqual([0, 1]);
  first.resolve(pageAt(0));
  expect((await handedOut).value).toEqual(pageAt(0));
});
