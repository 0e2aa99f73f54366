import { mkdir, mkdtemp, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CallError } from "../call/call-error.ts";

/** The file that CDK writes into every assembly. In a CDK project, which is none, it is the name of a folder. */
const marker = "cdk.out";

/** Removes the assemblies of an earlier call, and nothing else that may be in the folder; true if there were some. */
export async function removeAssemblies(out: string, apps: readonly string[]): Promise<boolean> {
  let hadOld = false;
  for (const folder of apps.map((app) => join(out, app))) {
    if (!(await isAssembly(folder))) continue;
    await rm(folder, { recursive: true });
    hadOld = true;
  }
  return hadOld;
}

async function isAssembly(folder: string): Promise<boolean> {
  return stat(join(folder, marker)).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Fails where something else than an assembly has the place of one: it would be replaced. */
export async function assertPlacesFree(out: string, apps: readonly string[]): Promise<void> {
  const present = new Set(await readdir(out).catch(() => []));
  const taken = apps.find((app) => present.has(app));
  if (taken === undefined) return;
  throw new CallError(
    `${join(out, taken)} is not an assembly of an earlier call, and would be replaced by one`,
    "name another folder with --out DIR, or remove this one",
  );
}

/**
 * Makes assemblies in a folder beside their places, where nobody deploys from. They replace those of an earlier call once
 * `isFit` says so; until then, and where it does not or anything fails, there are none.
 */
export async function makeAside<T>(
  out: string,
  { make, isFit }: { readonly make: (folder: string) => T; readonly isFit: (made: T) => boolean },
): Promise<T> {
  const aside = await folderIn(out);
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

async function folderIn(out: string): Promise<string> {
  try {
    await mkdir(out, { recursive: true });
    return await mkdtemp(join(out, ".synth-"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CallError(`${out} cannot hold assemblies: ${code}`, "name a folder with --out DIR");
  }
}

async function replace(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}
