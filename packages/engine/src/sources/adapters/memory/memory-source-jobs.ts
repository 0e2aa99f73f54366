import type { SourceJobs } from "../../ports/source-jobs.ts";

/** Open jobs in memory, with a way to act as if the process had been killed. */
export function memorySourceJobs(): SourceJobs & { abandonJobs(): void } {
  const open: { profile: string; job: string; isLeft: boolean }[] = [];
  return {
    opened: async (profile, job) => {
      open.push({ profile, job, isLeft: false });
    },
    closed: async (profile, job) => {
      const at = open.findIndex((each) => each.profile === profile && each.job === job);
      if (at >= 0) open.splice(at, 1);
    },
    left: async (profile) =>
      open.filter((each) => each.isLeft && each.profile === profile).map(({ job }) => job),
    abandonJobs: () => {
      for (const each of open) each.isLeft = true;
    },
  };
}
