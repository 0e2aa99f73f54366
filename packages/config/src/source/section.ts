import { isMap, isScalar } from "yaml";
import { newProblem, type Problem } from "../problem.ts";
import { mergedMaps, type SectionName } from "../sections/section-names.ts";
import { showValue } from "../show-value.ts";
import { characterInScalar } from "./character-in-scalar.ts";
import { type Found, nodeAt, type Path } from "./node-at.ts";
import { describePosition, type SourcePosition } from "./source-position.ts";
import { removeAt, valueAt } from "./value-at.ts";
import type { YamlFile } from "./yaml-file.ts";

/** The part of a value to point at: its key, a word inside its text, or one of its characters. */
export interface Aim {
  readonly key?: boolean;
  readonly within?: string;
  /** The n-th character of the text, from 0, however YAML writes it. */
  readonly character?: number;
}

/** One part of the configuration, merged from its files, that knows the position of each value. */
export interface Section {
  readonly name: SectionName;
  readonly files: readonly YamlFile[];
  /** `{ <name>: … }`; paths start at the top-level key. */
  readonly value: Record<string, unknown>;
  position(path: Path, aim?: Aim): SourcePosition;
  /** True when the files hold something at the path, right or wrong. */
  isWritten(path: Path): boolean;
  /** True when the files hold something there that the schema refused. */
  isRefused(path: Path): boolean;
  /** Takes out what the schema refused, so that rules see the rest. */
  refuse(path: Path, keep?: "keep"): void;
  /** True when the schema refused the value or something below it. */
  hasRefusals(path: Path): boolean;
  /** A scalar as it is written, before YAML makes a number or boolean of it. */
  writtenText(path: Path): string | undefined;
}

/** Merges the files of a section. Entries that two of them declare are problems; the first one counts. */
export function mergeSection(
  name: SectionName,
  files: readonly YamlFile[],
): { section: Section; problems: Problem[] } {
  const problems: Problem[] = [];
  const owners = new Map<string, YamlFile>();
  const value: Record<string, unknown> = Object.create(null);
  for (const file of files) {
    if (isPlainMap(file.value))
      mergeInto(value, file.value, { path: [], file, name, owners, problems });
    else if (files.length === 1)
      return { section: newSection(name, wrong(file), { files, owners }), problems };
  }
  return { section: newSection(name, value, { files, owners }), problems };
}

/** A file that holds a list or text still has to reach the schema, which then reports it. */
function wrong(file: YamlFile): Record<string, unknown> {
  return file.value as Record<string, unknown>;
}

interface Merge {
  /** Path of the map that is merged. */
  readonly path: Path;
  readonly file: YamlFile;
  readonly name: SectionName;
  readonly owners: Map<string, YamlFile>;
  readonly problems: Problem[];
}

function mergeInto(
  target: Record<string, unknown>,
  from: Record<string, unknown>,
  merge: Merge,
): void {
  for (const [key, value] of Object.entries(from)) {
    const here = [...merge.path, key];
    const known = target[key];
    const id = here.join("\0");
    if (!Object.hasOwn(target, key)) merge.owners.set(id, merge.file);
    if (
      isShared(here, merge.name) &&
      isPlainMap(value) &&
      (known === undefined || isPlainMap(known))
    ) {
      const into = known ?? Object.create(null);
      target[key] = into;
      mergeInto(into, value, { ...merge, path: here });
    } else if (Object.hasOwn(target, key)) merge.problems.push(declaredTwice(here, merge));
    else target[key] = value;
  }
}

/** True for the top-level key and for the maps below it whose entries may be spread over files. */
function isShared(path: Path, name: SectionName): boolean {
  if (path[0] !== name) return false;
  return path.length === 1 || (path.length === 2 && mergedMaps[name].includes(String(path[1])));
}

function declaredTwice(path: Path, { file, owners, name }: Merge): Problem {
  const at = pointAt(file, nodeAt(file, path), { key: true });
  const first = owners.get(path.join("\0"));
  const where = first ? describePosition(pointAt(first, nodeAt(first, path), { key: true })) : name;
  const message = `${showValue(path.at(-1))} is declared in two files; the other is at ${where}`;
  return newProblem({ code: "LW1019", at, message, hint: "remove or rename one of the two" });
}

function newSection(
  name: SectionName,
  value: Record<string, unknown>,
  {
    files,
    owners,
  }: {
    readonly files: readonly YamlFile[];
    /** The file that declares each merged entry, by its path. */
    readonly owners: ReadonlyMap<string, YamlFile>;
  },
): Section {
  const refusals = new Set<string>();
  const find = (path: Path): { file: YamlFile; found: Found } | undefined => {
    const file = ownerOf(path, owners) ?? files[0];
    return file && { file, found: nodeAt(file, path) };
  };
  return {
    name,
    files,
    value,
    position(path, aim = {}) {
      const place = find(path);
      if (place === undefined) return { file: name, line: 1, column: 1 };
      const missing = place.found.depth < path.length;
      return pointAt(place.file, place.found, missing ? { key: true } : aim);
    },
    isWritten: (path) => find(path)?.found.depth === path.length,
    isRefused: (path) =>
      find(path)?.found.depth === path.length && valueAt(value, path) === undefined,
    refuse(path, keep) {
      for (let length = 1; length <= path.length; length++) {
        refusals.add(pathId(path.slice(0, length)));
      }
      if (keep === undefined) removeAt(value, path);
    },
    hasRefusals: (path) => refusals.has(pathId(path)),
    writtenText(path) {
      const { value: node } = find(path)?.found ?? {};
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function pathId(path: Path): string {
  return path.map(String).join("\0");
}

/** The file that declares the longest merged part of the path. */
function ownerOf(path: Path, owners: ReadonlyMap<string, YamlFile>): YamlFile | undefined {
  for (let length = Math.min(path.length, 3); length > 0; length--) {
    const owner = owners.get(path.slice(0, length).join("\0"));
    if (owner) return owner;
  }
  return undefined;
}

function pointAt(file: YamlFile, { value, key }: Found, aim: Aim): SourcePosition {
  const empty = isScalar(value) && value.source === "";
  const node = (aim.key || empty ? key : undefined) ?? value ?? key;
  const start = node?.range?.[0] ?? 0;
  if (aim.character !== undefined && isScalar(node) && node === value) {
    const source = file.text.slice(start, node.range?.[1]);
    const offset = characterInScalar(source, String(node.value), aim.character);
    return file.position(start + offset);
  }
  if (aim.within === undefined || isMap(node)) return file.position(start);
  const end = node?.range?.[1] ?? start;
  return file.position(start + offsetWithin(file.text.slice(start, end), aim.within));
}

/** Offset of a word in the text of a comma list, a YAML list or a sentence, in any case; 0 if the text does not contain it. */
function offsetWithin(text: string, word: string): number {
  return (
    offsetAsWritten(text, word) ?? offsetAsWritten(text.toLowerCase(), word.toLowerCase()) ?? 0
  );
}

function offsetAsWritten(text: string, word: string): number | undefined {
  for (const { 0: part, index } of text.matchAll(/[^,[\]"'\s][^,[\]"'\n]*/g)) {
    if (part.trim() === word || part.trim() === `- ${word}`) return index + part.indexOf(word);
  }
  const anywhere = text.indexOf(word);
  return anywhere < 0 ? undefined : anywhere;
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
