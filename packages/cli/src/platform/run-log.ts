import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../command.ts";
import { findPlatform, findState } from "./find-platform.ts";

/**
 * Writes a line to the structured log of a state folder: JSON lines, readable by the owner alone. Undefined where there is no room
 * for it: what is logged has been said.
 */
export async function writeLog(
  stateFolder: string,
  level: "info" | "error",
  entry: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const { pino } = await import("pino");
  const dest = join(stateFolder, "logs", "lakewright.log");
  try {
    const destination = pino.destination({ dest, mkdir: true, sync: true, mode: 0o600 });
    pino({ base: {}, timestamp: pino.stdTimeFunctions.isoTime }, destination)[level](entry);
    destination.end();
    return dest;
  } catch (error) {
    if (!noRoom.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return undefined;
  }
}

const noRoom: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Logs a bug where the call's state folder already exists; undefined where there is none to write to. */
export async function logFile(context: Context, stack: string): Promise<string | undefined> {
  try {
    const folder = findState(context, findPlatform(context));
    return existsSync(folder) ? await writeLog(folder, "error", { stack }) : undefined;
  } catch {
    return undefined;
  }
}
