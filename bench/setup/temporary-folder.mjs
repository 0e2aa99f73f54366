import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set();
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone when the bench ends, however it ends. */
export async function temporaryFolder(name) {
  const folder = await mkdtemp(join(tmpdir(), `lakewright-bench-${name}-`));
  folders.add(folder);
  return folder;
}

/** Removes a temporary folder early, where disk space matters. */
export function dropFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}
