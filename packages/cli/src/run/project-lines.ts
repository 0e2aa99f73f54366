import type { ProjectsRun } from "@lakewright/engine";

type Late = ProjectsRun["late"][number];

/** Projects that were not built: for want of Python, or since they are not due. */
export function skippedProjectLines({ missing, skipped }: ProjectsRun): string[] {
  const lines = skipped.map(({ project, reason }) => `ELT project ${project}: ${reason}`);
  if (missing === undefined) return lines;
  return [
    `SKIPPED  ELT: ${missing}`,
    "  hint: it needs python3 (3.10 or newer) with venv, and PyPI once",
    ...lines,
  ];
}

/** `ELT project gtm (gtm-data) has not started by 05:00 UTC: waiting for …` */
export function lateLine({ project, owner, deadline, reason }: Late): string {
  return `ELT project ${project} (${owner}) has not started by ${deadline.toISOString().slice(11, 16)} UTC: ${reason}`;
}
