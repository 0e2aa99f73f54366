import { test } from "vitest";
import { compareSymbolicAndExecuted } from "./symbolic-and-executed.ts";

test("what a role reads is what the rules say, over 10,000 random policies and rows, from the lake and from a mart", async () => {
  await compareSymbolicAndExecuted(100, 100);
});
