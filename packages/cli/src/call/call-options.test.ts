import { expect, test } from "vitest";
import { callOptions } from "./call-options.ts";

test.each(["2024-02-30", "2024-1-1", "yesterday", "2024-01-01T25:00:00Z", "2024-01-01T12:00:00"])(
  "%s is no date",
  (value) => {
    expect(() => callOptions({ from: value }).date("from")).toThrow(
      `--from is not a date: "${value}"`,
    );
  },
);

test("a date is UTC midnight, a time is what it says", () => {
  const options = callOptions({ from: "2024-02-29", to: "2024-02-29T12:30:00Z" });
  expect(options.date("from")?.toISOString()).toBe("2024-02-29T00:00:00.000Z");
  expect(options.date("to")?.toISOString()).toBe("2024-02-29T12:30:00.000Z");
});

test.each(["-1", "1.5", "1e3", "ten", "99999999999999999999"])("%s is no whole number", (value) => {
  expect(() => callOptions({ port: value }).wholeNumber("port")).toThrow("must be a whole number");
});

test("a choice is one of the list, and the message has the list", () => {
  const options = callOptions({ format: "xml" });
  expect(() => options.choice("format", ["csv", "json"])).toThrow("one of csv, json");
  expect(callOptions({ format: "csv" }).choice("format", ["csv", "json"])).toBe("csv");
});
