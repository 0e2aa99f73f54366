import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapBounded } from "./map-bounded.ts";

async function* numbers(count: number, taken: number[] = []) {
  for (let n = 0; n < count; n++) {
    taken.push(n);
    yield n;
  }
}

test("results come in the items' order, whichever task ends first", async () => {
  let endFirst = () => {};
  const lastEnds = new Promise<void>((done) => {
    endFirst = done;
  });
  const firstEndsLast = async (n: number) => {
    if (n === 3) endFirst();
    if (n === 0) await lastEnds;
    return n * 10;
  };
  expect(await mapBounded(numbers(4), 2, firstEndsLast)).toEqual([0, 10, 20, 30]);
});

test("no more than the limit run at once", async () => {
  let running = 0;
  let most = 0;
  await mapBounded(numbers(9), 2, async () => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
  });
  expect(most).toBe(2);
});

test("after a failure nothing more is taken, and it is thrown once the others have ended", async () => {
  const taken: number[] = [];
  const ended: number[] = [];
  const run = mapBounded(numbers(50, taken), 2, async (n) => {
    if (n === 1) throw new Error("disk full");
    await setImmediate();
    ended.push(n);
  });
  await expect(run).rejects.toThrow("disk full");
  expect(ended).toContain(0);
  expect(taken.length).toBeLessThan(5);
});

test("a failure of the items themselves is thrown once running tasks have ended", async () => {
  let ended = false;
  async function* broken() {
    yield 1;
    throw new Error("connection lost");
  }
  const run = mapBounded(broken(), 2, async () => {
    await setImmediate();
    ended = true;
  });
  await expect(run).rejects.toThrow("connection lost");
  expect(ended).toBe(true);
});
