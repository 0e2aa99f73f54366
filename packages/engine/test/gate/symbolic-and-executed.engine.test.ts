import { test } from "vitest";
import { compareSymbolicAndExecuted } from "./symbolic-and-executed.ts";

test("what a role reads is what the rules say, over 300 random policies and rows, from the lake and from a mart", async () => {
  await compareSymbolicAndExecuted(6, 50);
});
