import { expect, test } from "vitest";
import { callOptions } from "../call/call-options.ts";
import { requestOf } from "./run-request.ts";

const asked = (values: Readonly<Record<string, unknown>>, names: readonly string[] = ["Account"]) =>
  requestOf({ names, options: callOptions(values) });

test.each([
  [{ full: true, from: "2024-01-01" }, "--full reads everything, --from and --to read a window"],
  [{ full: true, to: "2024-01-01" }, "--full reads everything, --from and --to read a window"],
  [
    { full: true, reconcile: true },
    "--full reads everything, --reconcile compares what was loaded",
  ],
  [{ full: true, refresh: true }, "--refresh reads single fields"],
  [{ to: "2024-01-01", reconcile: true }, "read a window, --reconcile compares"],
  [{ from: "2024-01-01", refresh: true }, "read a window, --refresh reads"],
  [{ reconcile: true, refresh: true }, "--reconcile compares what was loaded, --refresh reads"],
  [{ reconcile: true, "dry-run": true }, "--reconcile compares what was loaded"],
  [{ refresh: true, "dry-run": true }, "--refresh reads single fields of what was loaded"],
  [{ from: "2024-02-01", to: "2024-02-01" }, "--from must lie before --to"],
])("%j is refused", (values, message) => {
  expect(() => asked(values)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) }),
  );
});

test("a window needs names", () => {
  expect(() => asked({ to: "2024-01-01" }, [])).toThrow("--from and --to need the names");
});

test.each([
  [{}, { full: false, reconcile: false, refresh: false }],
  [
    { full: true, "dry-run": true },
    { full: true, reconcile: false, refresh: false },
  ],
  [{ refresh: true }, { full: false, reconcile: false, refresh: true }],
  [
    { from: "2024-01-01", "dry-run": true },
    { full: false, reconcile: false, refresh: false, from: new Date("2024-01-01") },
  ],
])("%j asks for this", (values, request) => {
  expect(asked(values)).toEqual({ names: ["Account"], ...request });
});
