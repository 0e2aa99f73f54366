import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join, parse, sep } from "node:path";
import { didYouMean, nearestName } from "../did-you-mean.ts";
import { newProblem, type Problem } from "../problem.ts";
import type { ProblemCode } from "../problem-codes.ts";
import { laterSections, type SectionName, sectionNames } from "../sections/section-names.ts";
import { unreadable } from "./read-text.ts";

export interface PlatformFiles {
  readonly files: Readonly<Record<SectionName, readonly string[]>>;
  readonly problems: readonly Problem[];
}

/** Finds the files of each section: `<name>.yaml` and `<name>/*.yaml`, in the order of their names. */
export async function findPlatformFiles(folder: string): Promise<PlatformFiles> {
  const problems: Problem[] = [];
  const files: Record<SectionName, string[]> = {
    platform: [],
    connections: [],
    appflow: [],
    access: [],
    warehouse: [],
  };
  const listing = await list(folder, problems, "LW1001");
  if (listing === undefined) return { files, problems };
  const names = listing.map(({ name }) => name).sort();
  for (const name of names) {
    const section = sectionNames.find((known) => name === known || name === `${known}.yaml`);
    const path = join(folder, name);
    if (section === undefined) problems.push(...notRead(path));
    else if (name === section) files[section].push(...(await splitFiles(path, folder, problems)));
    else files[section].push(path);
  }
  for (const section of sectionNames) {
    files[section] = await eachOnce(files[section].sort(), problems);
  }
  if (files.platform.length === 0) problems.push(platformMissing(folder, names));
  return { files, problems };
}

/** The YAML files of a split section; other files and folders in it are left alone. */
async function splitFiles(path: string, folder: string, problems: Problem[]): Promise<string[]> {
  const info = await stat(path).catch((error: unknown) => {
    problems.push(unreadable(path, error));
    return undefined;
  });
  if (!info?.isDirectory()) return [];
  const at = { file: path, line: 1, column: 1 };
  if (`${await realpath(folder)}${sep}`.startsWith(`${await realpath(path)}${sep}`)) {
    problems.push(
      newProblem({
        code: "LW1018",
        at,
        message: "this folder is a link to a folder that contains it",
      }),
    );
    return [];
  }
  const listing = (await list(path, problems, "LW1003")) ?? [];
  const yaml = listing.filter(({ name }) => isYaml(name));
  const misnamed = yaml.filter(({ name }) => !name.endsWith(".yaml"));
  for (const { name } of misnamed) problems.push(...notRead(join(path, name)));
  return yaml.filter(({ name }) => name.endsWith(".yaml")).map(({ name }) => join(path, name));
}

async function list(
  folder: string,
  problems: Problem[],
  code: ProblemCode,
): Promise<Dirent[] | undefined> {
  try {
    const listing = await readdir(folder, { withFileTypes: true });
    return listing.filter(({ name }) => !name.startsWith("."));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : "unknown";
    const what =
      reason === "ENOENT"
        ? "there is no such folder"
        : reason === "ENOTDIR"
          ? "this is not a folder"
          : unreadable(folder, error).message.replace("the file", "the folder");
    const hint = "name the folder that holds platform.yaml";
    problems.push(
      newProblem({ code, at: { file: folder, line: 1, column: 1 }, message: what, hint }),
    );
    return undefined;
  }
}

/** Drops links to a file that is already listed: they would declare everything twice. */
async function eachOnce(paths: readonly string[], problems: Problem[]): Promise<string[]> {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const real = await realpath(path).catch(() => path);
    const first = seen.get(real);
    if (first === undefined) seen.set(real, path);
    else {
      const message = `this is the same file as ${parse(first).base}`;
      const hint = "remove the link";
      problems.push(
        newProblem({ code: "LW1018", at: { file: path, line: 1, column: 1 }, message, hint }),
      );
    }
  }
  return [...seen.values()];
}

/** Warns of YAML files, and folders of a known name, that are not read. */
function notRead(path: string): Problem[] {
  const at = { file: path, line: 1, column: 1 };
  const { name, base } = parse(path);
  const later = laterSections.find((known) => base === known || base === `${known}.yaml`);
  if (later) {
    const message = `${base} is not supported yet and was not read`;
    return [
      newProblem({
        code: "LW1016",
        at,
        message,
        hint: "nothing in it takes effect in this version",
      }),
    ];
  }
  if (!isYaml(base)) return [];
  const known: readonly string[] = [...sectionNames, ...laterSections];
  const exact = nearestName(name, known);
  const hint = exact ? didYouMean(`${name}.yaml`, [`${exact}.yaml`]) : undefined;
  const fallback = `the files are ${known.map((file) => `${file}.yaml`).join(", ")}`;
  return [
    newProblem({
      code: "LW1017",
      at,
      message: `${base} is not a file of the platform`,
      hint: hint ?? fallback,
    }),
  ];
}

function isYaml(name: string): boolean {
  return [".yaml", ".yml"].includes(extname(name).toLowerCase());
}

function platformMissing(folder: string, names: readonly string[]): Problem {
  const at = { file: join(folder, "platform.yaml"), line: 1, column: 1 };
  const near = names.find((name) => /^platform\.ya?ml$/i.test(name));
  const hint = near
    ? `rename ${near} to platform.yaml`
    : "`lakewright init` writes one, with examples";
  return newProblem({ code: "LW1002", at, message: "platform.yaml is missing", hint });
}
