import { expect, test } from "vitest";
import { type EltFailure, failureLine } from "./elt-failure.ts";

const failure: EltFailure = {
  ...{ loadId: "elt-1", project: "gtm", owner: "data", downstream: [], file: "", said: "" },
  failed: [],
};
const model = {
  kind: "model",
  name: "totals",
  message: 'Runtime Error in model totals (models/totals.sql)\n  Binder Error: no column "nmae"',
} as const;
const unitTest = { kind: "unit_test", name: "adds_up", message: "actual differs" } as const;

test("the first failure is told with its reason, the others are counted", () => {
  expect(failureLine({ ...failure, failed: [model] })).toBe(
    'model totals: Runtime Error in model totals (models/totals.sql) Binder Error: no column "nmae"',
  );
  expect(failureLine({ ...failure, failed: [unitTest, model, model] })).toBe(
    "unit test adds_up: actual differs, and 2 more",
  );
});

test("where dbt gave no results, its last words are the reason", () => {
  const said = "04:00:00  Encountered an error:\nCompilation Error\n  Model 'a' depends on 'b'\n";
  expect(failureLine({ ...failure, said })).toBe("dbt ended: Model 'a' depends on 'b'");
});

test("a long reason is cut, what is counted is not", () => {
  const long = { ...model, message: "x".repeat(5000) };
  const line = failureLine({ ...failure, failed: [long, model] });
  expect(line.length).toBeLessThan(350);
  expect(line).toMatch(/x …, and 1 more$/);
});
