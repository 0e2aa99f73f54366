import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";

/** What CDK writes into the folder of every assembly. */
const marker = "cdk.out";

/** Removes the assemblies of an earlier call, and nothing else that may be in the folder; true if there were some. */
export async function removeAssemblies(out: string, apps: readonly string[]): Promise<boolean> {
  const old = apps
    .map((app) => join(out, app))
    .filter((folder) => existsSync(join(folder, marker)));
  for (const folder of old) await rm(folder, { recursive: true });
  return old.length > 0;
}

/**
 * Makes assemblies in a folder beside their places, where nobody deploys from. They replace those of an earlier call once
 * `isFit` says so; until then, and where it does not or anything fails, there are none.
 */
export async function makeAside<T>(
  out: string,
  { make, isFit }: { readonly make: (folder: string) => T; readonly isFit: (made: T) => boolean },
): Promise<T> {
  await mkdir(out, { recursive: true });
  const aside = await mkdtemp(join(out, ".synth-"));
  try {
    const made = make(aside);
    if (isFit(made))
      for (const app of await readdir(aside)) await replace(join(aside, app), join(out, app));
    return made;
  } finally {
    await rm(aside, { recursive: true, force: true });
    await rmdir(out).catch(() => undefined); // unless it holds something
  }
}

async function replace(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}
