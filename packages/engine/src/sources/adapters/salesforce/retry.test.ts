import { expect, test } from "vitest";
import { sleep } from "./cancelled.ts";
import { type RetryPolicy, withRetry } from "./retry.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { retryAfterMs, serverFailure } from "./server-failure.ts";

const noWait = { maxAttempts: 3, retryDelayMs: 0, sleep: async () => {}, random: () => 0 };
const busy = (retryAfterMs?: number) =>
  new SalesforceFailure("source_unreachable", "busy", "", { retryable: true, retryAfterMs });

/** Outcome of attempts that fail with each failure in turn, then always with the last one. */
async function tried(failures: readonly unknown[], policy: Partial<RetryPolicy>) {
  const waits: number[] = [];
  const patient: RetryPolicy = {
    ...{ maxAttempts: 5, retryDelayMs: 500, random: () => 1 },
    sleep: async (ms) => void waits.push(ms),
    ...policy,
  };
  let attempts = 0;
  const outcome = await withRetry(patient, async () => {
    const failure = failures[Math.min(attempts++, failures.length - 1)];
    if (failure === undefined) return "done";
    throw failure;
  }).catch((error: Error) => error.message);
  return { outcome, attempts, waits };
}

test("waits are doubled from one repetition to the next, and after the last attempt there is none", async () => {
  expect(await tried([busy()], {})).toEqual({
    outcome: "busy",
    attempts: 5,
    waits: [500, 1000, 2000, 4000],
  });
});

test("up to a half of a wait is left to chance", async () => {
  const chances = [0, 0.5, 1, 0.25];
  const random = () => chances.shift() ?? 0;
  expect((await tried([busy()], { random })).waits).toEqual([250, 750, 2000, 2500]);
});

test("a wait grows to a minute, of which a half is left to chance as well", async () => {
  const long = { maxAttempts: 4, retryDelayMs: 25_000 };
  expect((await tried([busy()], long)).waits).toEqual([25_000, 50_000, 60_000]);
  const random = () => 0;
  expect((await tried([busy()], { ...long, random })).waits).toEqual([12_500, 25_000, 30_000]);
});

test("what the server asks for is waited to the millisecond, and its number of attempts goes on", async () => {
  const { waits, attempts, outcome } = await tried(
    [busy(7000), busy(), busy(0), busy(300_000), undefined],
    {},
  );
  expect([waits, attempts, outcome]).toEqual([[7000, 1000, 0, 300_000], 5, "done"]);
});

test("a server that asks for more than five minutes is given up at once, by every retry around it", async () => {
  const failure = busy(300_001);
  expect(await tried([failure], {})).toEqual({ outcome: "busy", attempts: 1, waits: [] });
  expect(failure.retryable).toBe(false);
});

test("what keeps failing is tried as often as allowed, even inside another retry", async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts++;
    throw busy();
  };
  const nested = withRetry(noWait, () => withRetry(noWait, attempt));
  await expect(nested).rejects.toThrow("busy");
  expect(attempts).toBe(3);
});

test("what cannot get better is tried once", async () => {
  expect(await tried([new Error("a bug")], {})).toEqual({
    outcome: "a bug",
    attempts: 1,
    waits: [],
  });
});

test("a wait ends when the signal fires, and nothing is tried again", async () => {
  const stop = new AbortController();
  let attempts = 0;
  const whileWaiting: RetryPolicy = {
    ...noWait,
    sleep: (_ms, signal) => {
      const waiting = sleep(600_000, signal);
      stop.abort();
      return waiting;
    },
  };
  const retried = withRetry(
    whileWaiting,
    async () => {
      attempts++;
      throw busy();
    },
    stop.signal,
  );
  await expect(retried).rejects.toMatchObject({ code: "cancelled" });
  expect(attempts).toBe(1);
});

test("whatever an attempt fails with after the signal has fired, it was cancelled", async () => {
  const stop = new AbortController();
  const attempt = async () => {
    stop.abort();
    throw new Error("socket closed");
  };
  const retried = withRetry(noWait, attempt, stop.signal);
  await expect(retried).rejects.toMatchObject({ code: "cancelled" });
});

test("nothing is tried once the signal has fired", async () => {
  let attempts = 0;
  const attempt = async () => attempts++;
  const retried = withRetry(noWait, attempt, AbortSignal.abort());
  await expect(retried).rejects.toMatchObject({ code: "cancelled" });
  expect(attempts).toBe(0);
});

test("the server's wish is seconds or a date on its own clock", () => {
  const answeredAt = "Sun, 06 Nov 1994 08:49:37 GMT";
  expect(retryAfterMs("7", answeredAt)).toBe(7000);
  expect(retryAfterMs("Sun, 06 Nov 1994 08:49:46 GMT", answeredAt)).toBe(9000);
  expect(retryAfterMs("Sun, 06 Nov 1994 08:49:30 GMT", answeredAt)).toBe(0);
  expect(retryAfterMs("Sun, 06 Nov 1994 08:49:46 GMT", undefined)).toBeUndefined();
  expect([retryAfterMs("soon", answeredAt), retryAfterMs(undefined, answeredAt)]).toEqual([
    undefined,
    undefined,
  ]);
});

test("a wish that is neither seconds nor a date is none, so that our own patience counts", () => {
  const answeredAt = "Sun, 06 Nov 1994 08:49:37 GMT";
  const wishes = [
    "-5",
    "1.5",
    "+3",
    "0x10",
    "1e3",
    "NaN",
    "Infinity",
    "",
    " ",
    "5, 10",
    "7;",
    "May",
  ];
  for (const wish of wishes)
    expect([wish, retryAfterMs(wish, answeredAt)]).toEqual([wish, undefined]);
});

test("a wish without measure is given up at once, and no time is named that nobody can wait", async () => {
  const headers = { "retry-after": "9".repeat(400), date: "Sun, 06 Nov 1994 08:49:37 GMT" };
  const failure = serverFailure({ status: 503, headers, body: "" }, "crm", (text) => text);
  expect(failure.hint).toBe("wait and run it again; see status.salesforce.com");
  expect(await tried([failure], {})).toMatchObject({ attempts: 1, waits: [] });
  const far = retryAfterMs("Fri, 31 Dec 9999 23:59:59 GMT", headers.date) ?? 0;
  expect(await tried([busy(far)], {})).toMatchObject({ attempts: 1, waits: [] });
});
