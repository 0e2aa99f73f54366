import type { FileGroup, LakeFile } from "./relation.ts";

/** Part of a group whose files are in run order when sorted by rank first and path second. */
export interface RankedGroup extends FileGroup {
  readonly rank?: string;
}

/**
 * Groups split so that rank and path give the run order. Paths sort as the runs did, so there is one rank, unless the flow's
 * prefix was changed or this machine's clock went back.
 */
export function rankedByRun(groups: readonly FileGroup[]): readonly RankedGroup[] {
  const ranks = pathRanks(groups.flatMap(({ files }) => files));
  return groups.flatMap((group) => {
    const byRank = new Map<number, LakeFile[]>();
    for (const file of group.files) {
      const rank = ranks.get(file.path) ?? 0;
      const same = byRank.get(rank);
      if (same) same.push(file);
      else byRank.set(rank, [file]);
    }
    return [...byRank].map(([rank, files]) => ({ ...group, files, rank: rankText(rank) }));
  });
}

/** The number of each file's run among those of its load date, from 0, by path. */
export function runsOfDay(files: readonly LakeFile[]): ReadonlyMap<string, number> {
  const runs = new Map<string, Set<number>>();
  const numbers = new Map<string, number>();
  for (const { path, loadDate, sequence } of files.toSorted((a, b) => a.sequence - b.sequence)) {
    const ofDay = runs.get(loadDate) ?? new Set();
    runs.set(loadDate, ofDay.add(sequence));
    numbers.set(path, ofDay.size - 1);
  }
  return numbers;
}

function pathRanks(files: readonly LakeFile[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  let rank = 0;
  let before = "";
  for (const { path } of files.toSorted((a, b) => a.sequence - b.sequence)) {
    if (path < before) rank++;
    ranks.set(path, rank);
    before = path;
  }
  return ranks;
}

/** Sorts as text. */
function rankText(rank: number): string {
  return String(rank).padStart(9, "0");
}
