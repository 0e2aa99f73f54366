import { expect, test } from "vitest";
import { nodeVersion } from "./check-machine.ts";

test.each([
  ["20.19.0", "ok"],
  ["22.1.0", "ok"],
  ["20.18.3", "fail"],
  ["18.20.0", "fail"],
])("Node %s is %s", (version, state) => {
  expect(nodeVersion(version).state).toBe(state);
});
