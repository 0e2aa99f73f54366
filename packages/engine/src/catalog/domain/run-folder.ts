import type { BlobInfo } from "../../core/index.ts";

/** The folder of one run as it lies in the raw zone, with its files in order. */
export interface RunFolder {
  readonly executionId: string;
  /** `s3://…/YYYY/MM/DD/<execution id>/` */
  readonly target: string;
  /** The day of its start, UTC. */
  readonly day: Date;
  readonly files: readonly BlobInfo[];
}

/** A copy of a file or of a run's folder has another name than a run gives, and must not bring its rows twice. */
const place =
  /^(.*\/(\d{4})\/(\d{2})\/(\d{2})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/)(?:part-\d+|vanished|refreshed)\.parquet$/;

/** The runs that objects below a flow's folder belong to, by execution id. What lies elsewhere or has another name is no run's. */
export function runFolders(objects: readonly BlobInfo[]): readonly RunFolder[] {
  const folders = new Map<string, RunFolder>();
  for (const object of objects) {
    const [, target, year, month, date, executionId] = place.exec(object.uri) ?? [];
    if (target === undefined || executionId === undefined) continue;
    const known = folders.get(target);
    const day = new Date(`${year}-${month}-${date}T00:00:00Z`);
    if (Number.isNaN(day.getTime())) continue;
    folders.set(target, { executionId, target, day, files: [...(known?.files ?? []), object] });
  }
  return [...folders.values()].sort((a, b) => (a.executionId < b.executionId ? -1 : 1));
}

/** When an execution id was made, by the clock of the machine that made it (RFC 9562, 5.7); undefined for other ids. */
export function timeOfExecution(executionId: string): Date | undefined {
  const found = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(executionId);
  return found ? new Date(Number.parseInt(`${found[1]}${found[2]}`, 16)) : undefined;
}
