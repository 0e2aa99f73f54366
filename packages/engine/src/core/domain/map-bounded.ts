/**
 * Runs `task` for each item, at most `limit` at once; results come in the items' order. After the first failure no further item is
 * taken; the failure is thrown when the tasks that were running have ended.
 */
export async function mapBounded<Item, Result>(
  items: AsyncIterable<Item>,
  limit: number,
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  const running = new Set<Promise<void>>();
  let hasFailed = false;
  try {
    for await (const item of items) {
      const result = task(item, results.length);
      results.push(result);
      const settled: Promise<void> = result.then(
        () => void running.delete(settled),
        () => {
          hasFailed = true;
          running.delete(settled);
        },
      );
      running.add(settled);
      if (running.size >= limit) await Promise.race(running);
      if (hasFailed) break;
    }
  } finally {
    await Promise.allSettled(results);
  }
  return Promise.all(results);
}
