import { expect, test } from "vitest";
import { parseFirstLoad } from "./first-load.ts";

test.each([undefined, "na", "full", "Full"])("%s reads everything", (value) => {
  expect(parseFirstLoad(value)).toEqual({ value: "full" });
});

test("a day is its UTC midnight", () => {
  expect(parseFirstLoad("2024-02-29")).toEqual({ value: new Date("2024-02-29T00:00:00Z") });
});

test.each(["2023-02-29", "2024-13-01", "01.02.2024", "2024-1-1", "yesterday", ""])(
  "%s is neither full nor a day",
  (value) => {
    expect(parseFirstLoad(value)).toMatchObject({ problem: { message: "must be full or a date" } });
  },
);
