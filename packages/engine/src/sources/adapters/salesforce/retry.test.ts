import { expect, test } from "vitest";
import { withRetry } from "./retry.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { retryAfterMs } from "./server-failure.ts";

const policy = { maxAttempts: 3, retryDelayMs: 0 };
const busy = () => new SalesforceFailure("source_unreachable", "busy", "", { retryable: true });

test("what keeps failing is tried as often as allowed, even inside another retry", async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts++;
    throw busy();
  };
  const nested = withRetry(policy, () => withRetry(policy, attempt));
  await expect(nested).rejects.toThrow("busy");
  expect(attempts).toBe(3);
});

test("what cannot get better is tried once", async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts++;
    throw new Error("a bug");
  };
  await expect(withRetry(policy, attempt)).rejects.toThrow("a bug");
  expect(attempts).toBe(1);
});

test("a pause ends when the signal fires", async () => {
  const stop = new AbortController();
  const retried = withRetry(
    { maxAttempts: 3, retryDelayMs: 60_000 },
    async () => {
      queueMicrotask(() => setTimeout(() => stop.abort(), 1));
      throw busy();
    },
    stop.signal,
  );
  await expect(retried).rejects.toMatchObject({ code: "cancelled" });
});

test("the server's wish is seconds or a date", () => {
  expect(retryAfterMs("7")).toBe(7000);
  expect(retryAfterMs(new Date(Date.now() + 9_000).toUTCString())).toBeGreaterThan(7000);
  expect(retryAfterMs("Sun, 06 Nov 1994 08:49:37 GMT")).toBe(0);
  expect([retryAfterMs("soon"), retryAfterMs(undefined)]).toEqual([undefined, undefined]);
});
