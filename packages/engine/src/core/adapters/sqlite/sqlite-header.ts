import { open, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { stateCorrupt } from "./sqlite-error.ts";

const magic = "SQLite format 3\0";
const headerBytes = 100;

const tries = 5;
const retryMs = 30;

/**
 * Looks at the file before SQLite does, which would otherwise repair by throwing away. Empty or absent = new. Fails
 * with `state_corrupt` if it is not a SQLite file, or is shorter than its header says.
 */
export async function checkHeader(file: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const fault = await faultOf(file);
    if (fault === undefined) return;
    // Another process may be writing between one look and the next; real damage stays.
    if (attempt === tries) throw stateCorrupt(file, fault);
    await wait(retryMs);
  }
}

async function faultOf(file: string): Promise<string | undefined> {
  const logBytes = await sizeOf(`${file}-wal`);
  const header = await headerOf(file);
  // SQLite would delete the log of an empty file, and with it the last changes.
  if (header.length === 0)
    return logBytes > 0 ? `it is empty, but ${file}-wal holds changes` : undefined;
  if (header.length < headerBytes || header.toString("latin1", 0, 16) !== magic)
    return "it is not a SQLite database";
  // With a log, the missing pages may be in there.
  const [bytes, expected] = [await sizeOf(file), declaredBytes(header)];
  return logBytes === 0 && bytes < expected ? `it has ${bytes} bytes of ${expected}` : undefined;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}

async function headerOf(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Page size times page count, where the count is valid (sqlite.org/fileformat2.html §1.3). */
function declaredBytes(header: Buffer): number {
  const countIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  const size = header.readUInt16BE(16);
  return countIsValid ? header.readUInt32BE(28) * (size === 1 ? 65_536 : size) : 0;
}
