import { PlatformError } from "../../domain/platform-error.ts";

const fullCodes: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** `disk_full` where the system says there is no room (no quota, no larger file) at `path`; every other error as it is. */
export function diskError(error: unknown, path: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && fullCodes.has(code) ? diskFull(path, error) : error;
}

/** Nothing half-written is visible: make room and run again. */
export function diskFull(path: string, cause: unknown): PlatformError {
  return new PlatformError(
    "disk_full",
    `no space left for ${path}`,
    "make room on that disk, or move the state with --state DIR, and run again: nothing half-written is visible",
    cause,
  );
}
