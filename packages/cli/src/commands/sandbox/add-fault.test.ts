import { expect, test } from "vitest";
import { memoryIo } from "../../../test/memory-io.ts";
import { main } from "../../main.ts";

test.each([
  ["--retry-after", "drop", "too_many_requests and unavailable"],
  ["--retry-after", "request_limit", "too_many_requests and unavailable"],
  ["--rows", "slow", "cut_at_row"],
])("%s is refused for a fault that does not use it: %s", async (option, kind, kinds) => {
  const io = memoryIo();
  expect(await main(["sandbox", "fault", kind, option, "3"], io)).toBe(2);
  expect(io.err()).toBe(
    `${option} has no effect on a fault "${kind}"\n  hint: it is for ${kinds}\n`,
  );
});
