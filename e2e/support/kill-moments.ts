import { later, type Moment, whenFile, whenStateChanges } from "./kill-run.ts";
import { profiles } from "./readings-platform.ts";
import type { RunKind } from "./readings-world.ts";

/** Moments that progress on disk tells: pages, Parquet parts, published files, changes of the state, the merge. */
export function momentsOfProgress(kind: RunKind): readonly Moment[] {
  const published = profiles.map((profile) =>
    whenFile(
      `when ${profile} has published a file`,
      "s3",
      new RegExp(`crash-dev-${profile}-.*parquet$`),
    ),
  );
  const merged = profiles.map((profile) =>
    whenFile(`when ${profile} is merged`, "s3", new RegExp(`/current/${profile}/`)),
  );
  return [
    firstPage,
    whenFile("when the first Parquet part is begun", "spool", /part-\d+\.parquet$/),
    whenFile("when the first CSV page arrives", "spool", /\.csv$/),
    ...published,
    ...(kind === "increment"
      ? [...merged, whenFile("when a merge is begun", "spool", /merged\.parquet$/)]
      : []),
    ...[1, 2, 3, 4, 5].map(whenStateChanges),
  ];
}

/** When a run has begun to load. */
export const firstPage = whenFile("when the first page arrives", "spool", /\.json$/);

/** `count` moments spread evenly over `durationMs` from the first page on. */
export function momentsOfTime(count: number, durationMs: number): readonly Moment[] {
  return Array.from({ length: count }, (_, i) => later(firstPage, (durationMs * i) / count));
}
