import { expect, test } from "vitest";
import { newExecutionId } from "./execution-id.ts";

test("ids sort in the order in which they were made, also within a millisecond and when the clock goes back", () => {
  const ids = [5000, 5000, 4000, 5001].map((ms) => newExecutionId(Date.now() + ms));
  expect(ids.toSorted()).toEqual(ids);
});

test("an id is a UUID", () => {
  expect(newExecutionId()).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
