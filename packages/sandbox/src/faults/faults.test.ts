import { expect, test } from "vitest";
import { createFaults } from "./faults.ts";

const LIMITS = "GET /services/data/v60.0/limits";

test("a fault strikes once, only requests for data unless it names others", () => {
  const faults = createFaults();
  faults.add({ kind: "drop" });
  const strike = (text: string) => faults.strike(["drop"], text).length;
  expect(strike("POST /services/oauth2/token")).toBe(0);
  expect([strike(LIMITS), strike(LIMITS)]).toEqual([1, 0]);
  faults.add({ kind: "drop", match: "oauth2" });
  expect(strike("POST /services/oauth2/token")).toBe(1);
});

test("a fault counts its hits and can last", () => {
  const faults = createFaults();
  faults.add({ kind: "slow", times: "always", pattern: "lim.ts$" });
  for (let i = 0; i < 3; i += 1) faults.strike(["slow"], LIMITS);
  faults.strike(["drop"], LIMITS);
  expect(faults.list()).toMatchObject([{ kind: "slow", hits: 3 }]);
  const cleared = faults.cleared();
  expect(cleared.aborted).toBe(false);
  faults.clear();
  expect(faults.list()).toEqual([]);
  expect([cleared.aborted, faults.cleared().aborted]).toEqual([true, false]);
});
