import { expect, test } from "vitest";
import { executionIds } from "./execution-id.ts";

const randomBytes = (count: number) => new Uint8Array(count).fill(0xff);

test("ids sort in the order in which they were made, also within a millisecond and when the clock goes back", () => {
  const times = [5000, 5000, 4000, 5001];
  const newId = executionIds({ now: () => times.shift() ?? 0, randomBytes });
  const ids = [newId(), newId(), newId(), newId()];
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(4);
});

test("an id is a UUID that begins with the time", () => {
  const newId = executionIds({ now: () => 0x123456789abc, randomBytes });
  expect(newId()).toBe("12345678-9abc-7000-bfff-ffffffffffff");
});
