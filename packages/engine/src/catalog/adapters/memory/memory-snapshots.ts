import type { Snapshot, Snapshots } from "../../ports/snapshots.ts";

/** States of the warehouse in memory. */
export function memorySnapshots(): Snapshots {
  const all: Snapshot[] = [];
  const newestFirst = () => all.toReversed();
  const published = () => newestFirst().find(({ status }) => status === "published");
  return {
    published: async () => published(),
    kept: async () => newestFirst().filter(({ status }) => status !== "retired"),
    add: async (snapshot, before) => {
      if (snapshot.status === "published" && published()?.number !== before) return "conflict";
      all.push({ ...snapshot, number: all.length + 1 });
      return "added";
    },
    retire: async (number) => {
      const index = all.findIndex((each) => each.number === number);
      const found = all[index];
      if (found) all[index] = { ...found, status: "retired" };
    },
  };
}
