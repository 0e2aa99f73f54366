import { open } from "node:fs/promises";
import type { SpoolFile } from "./spool-file.ts";

/** Bytes of the file that hold rows `from` (inclusive) to `to` (exclusive). */
export function rowRange(
  file: SpoolFile,
  from: number,
  to: number,
): { start: number; end: number } {
  const last = file.rows;
  const byteOf = (row: number) => file.starts[Math.min(row, last)] ?? 0;
  return { start: byteOf(from), end: byteOf(to) };
}

/** The text of those rows. */
export async function readRange(file: SpoolFile, from: number, to: number): Promise<string> {
  const { start, end } = rowRange(file, from, to);
  const bytes = Buffer.alloc(end - start);
  const handle = await open(file.path, "r");
  try {
    await handle.read(bytes, 0, bytes.length, start);
    return bytes.toString("utf8");
  } finally {
    await handle.close();
  }
}
