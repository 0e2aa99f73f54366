import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import type { Platform, Problem } from "@lakewright/config";
import { CallError } from "../call/call-error.ts";
import { InvalidPlatform } from "../platform/invalid-platform.ts";
import { git, gitSays } from "./git.ts";

/**
 * The platform folder as it was at a git revision; undefined where it was not there yet. Links are left out: they would
 * lead out of the revision. Fails with a CallError for a revision that is unknown or means several, and for a folder that was not
 * valid at it.
 */
export async function basePlatform(
  folder: string,
  revision: string,
): Promise<Platform | undefined> {
  const commit = await commitOf(folder, revision);
  const copy = await realpath(await mkdtemp(join(tmpdir(), "lakewright-base-")));
  try {
    if (!(await copyRevision(folder, commit, copy))) return undefined;
    const { readPlatform } = await import("@lakewright/config");
    const reading = await readPlatform(copy, { now: await dateOf(folder, commit) });
    if (reading.ok) return reading.platform;
    throw invalidBase({ folder, revision, copy }, reading.problems);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function commitOf(folder: string, revision: string): Promise<string> {
  const commit = `${revision}^{commit}`;
  const { stdout, stderr } = await gitSays(
    folder,
    ...["rev-parse", "--verify", "--end-of-options", commit],
  ).catch(async (error) => {
    throw await notFound(folder, revision, error);
  });
  if (/ is ambiguous/.test(stderr.toString())) throw ambiguous(revision);
  return stdout.toString().trim();
}

/** Git would take a tag before a branch of the remote, so that whoever may push a tag could choose the base, and with it what it approves. */
function ambiguous(revision: string): CallError {
  const hint =
    "name one in full, such as refs/remotes/origin/main, or a commit by all of its digits";
  return new CallError(`"${revision}" means more than one tag, branch or commit`, hint);
}

async function notFound(folder: string, revision: string, error: unknown): Promise<unknown> {
  if (codeOf(error) === "ENOENT")
    return new CallError("git is not installed, and --base needs it", "install git");
  const inside = await git(folder, "rev-parse", "--git-dir").then(
    () => true,
    () => false,
  );
  if (!inside) return new CallError(`${folder} is not in a git repository`, "git init, and commit");
  const hint =
    "name a branch, a tag or a commit of this clone, such as HEAD or origin/main; git fetch brings new ones";
  return new CallError(`there is no revision "${revision}"`, hint);
}

/** A clone can leave contents out, to fetch them from wherever the repository says: that is left to whoever trusts it. */
function notFetched(path: string, commit: string): CallError {
  const message = `${path} of commit ${commit.slice(0, 12)} is not in this clone, and comparing fetches nothing`;
  return new CallError(message, "git fetch --refetch --no-filter, or clone without --filter");
}

/** The date of the commit: exceptions that have expired since were valid then. */
async function dateOf(folder: string, commit: string): Promise<Date> {
  const text = (await git(folder, "cat-file", "commit", commit)).toString();
  const [, seconds] = /^committer .* (\d+) [+-]\d{4}$/m.exec(text) ?? [];
  if (!seconds) throw new Error(`commit ${commit} has no date`);
  return new Date(Number(seconds) * 1000);
}

const blob = (folder: string, id: string): Promise<Buffer> => git(folder, "cat-file", "blob", id);

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Regular files that a platform is read from: mode, kind, id and path of `git ls-tree`. */
const yamlFile = /^100\d{3} blob ([0-9a-f]+)\t(.+\.ya?ml)$/s;

/** False where the revision holds no platform.yaml. */
async function copyRevision(folder: string, commit: string, copy: string): Promise<boolean> {
  const listing = await git(folder, "ls-tree", "-r", "-z", commit).catch(() => undefined);
  if (!listing) throw notFetched("a folder", commit);
  const listed = listing.toString();
  let isThere = false;
  for (const entry of listed.split("\0")) {
    const [, id, path] = yamlFile.exec(entry) ?? [];
    if (!id || !path || path.split("/").length > 2) continue;
    const file = join(copy, path);
    if (!file.startsWith(copy + sep)) continue;
    const text = await blob(folder, id).catch(() => undefined);
    if (!text) throw notFetched(path, commit);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o600 });
    isThere ||= path === "platform.yaml";
  }
  return isThere;
}

/** Its problems, placed as git spells it: `<revision>:<path>`. */
function invalidBase(
  { folder, revision, copy }: Record<"folder" | "revision" | "copy", string>,
  problems: readonly Problem[],
): InvalidPlatform {
  const inRevision = (file: string) => join(folder, `${revision}:${relative(copy, file)}`);
  return new InvalidPlatform(problems.map((one) => ({ ...one, file: inRevision(one.file) })));
}
