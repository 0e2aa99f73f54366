import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const nameOf = (project: string) => `tested-${project}.txt`;

/**
 * Digest of the text of a project by which every row of a state was tested; undefined = not known. A build that begins with that
 * state and has the same text needs to test its own rows alone.
 */
export async function testedTextOf(file: string, project: string): Promise<string | undefined> {
  return readFile(join(dirname(file), nameOf(project)), "utf8").catch(() => undefined);
}

/** Says beside a state's file by which text all its tests passed. */
export async function keepTestedText(file: string, project: string, text: string): Promise<void> {
  await writeFile(join(dirname(file), nameOf(project)), text);
}

/** A project that the next build leaves alone stays as tested as it was. */
export async function copyTestedTexts(from: string, to: string): Promise<void> {
  const names = await readdir(dirname(from));
  for (const name of names.filter((each) => each.startsWith("tested-")))
    await copyFile(join(dirname(from), name), join(dirname(to), name));
}
