import type { EltRunRecord, EltRuns } from "../../ports/elt-runs.ts";

/** Builds in memory, with a way to act as if the process had been killed. */
export function memoryEltRuns(): EltRuns & { abandonRuns(): void } {
  const all: EltRunRecord[] = [];
  const isLeft = ({ status, endedAt }: EltRunRecord) =>
    status === "interrupted" && endedAt === undefined;
  return {
    open: async (run) => {
      all.unshift({ ...run, status: "running", endedAt: undefined, message: "" });
    },
    close: async ({ loadId, project }, ending) => {
      const at = all.findIndex((run) => run.loadId === loadId && run.project === project);
      const found = all[at];
      if (found) all[at] = { ...found, ...ending };
    },
    left: async () =>
      all
        .filter(isLeft)
        .map(({ loadId, project }) => ({ loadId, project }))
        .reverse(),
    runs: async (project, limit) => all.filter((run) => run.project === project).slice(0, limit),
    lastPublished: async (project) =>
      all.find((run) => run.project === project && run.status === "published"),
    abandonRuns: () => {
      for (const [at, run] of all.entries())
        if (run.status === "running") all[at] = { ...run, status: "interrupted" };
    },
  };
}
