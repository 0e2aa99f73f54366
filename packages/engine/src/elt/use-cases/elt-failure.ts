import type { EltProject } from "@lakewright/config";
import type { MartFinding } from "../domain/mart-findings.ts";
import { type MissingMart, missingMarts } from "../domain/missing-marts.ts";
import type { EltModel, EltOutcome, EltResult } from "../ports/elt-builder.ts";
import type { NextState } from "./next-state.ts";

/** A build that is not published: why, what is downstream of it, and where it can be looked at. */
export interface EltFailure {
  readonly loadId: string;
  readonly project: string;
  readonly owner: string;
  readonly failed: readonly {
    /** `column`: a column of a mart that shows closed data; `source`: a stale table of the lake. */
    readonly kind: EltResult["kind"] | "column" | "source";
    readonly name: string;
    readonly message: string;
  }[];
  /** Names of all models downstream of the failure: readers keep seeing their older state. */
  readonly downstream: readonly string[];
  /** Empty if nothing was built. */
  readonly file: string;
  /** dbt's output, where it ended without results. */
  readonly said: string;
}

type BuiltState = Pick<NextState, "loadId" | "file">;

interface AuditedProject {
  readonly outcome: EltOutcome;
  readonly findings: readonly MartFinding[];
}

/** What stops a built project from being published. */
export function failureOf(
  state: BuiltState & Pick<NextState, "plan">,
  project: EltProject,
  { outcome, findings }: AuditedProject,
): EltFailure | undefined {
  if (!outcome.ok) return testFailure(project, state, outcome);
  const missing = missingMarts(state.plan.warehouse.marts, project.name, madeBy([outcome]));
  if (missing.length > 0) return martFailure(project, state, missing);
  const stopping = findings.filter(({ accepted }) => accepted === undefined);
  if (stopping.length === 0) return undefined;
  return columnFailure(project, state, { findings: stopping, models: outcome.models });
}

/** Every `<schema>.<name>` that models make, lower case. */
export function madeBy(outcomes: readonly EltOutcome[]): ReadonlySet<string> {
  const relations = outcomes.flatMap(({ models, results }) =>
    [...models, ...results].flatMap(({ relation }) => relation ?? []),
  );
  return new Set(relations.map((relation) => relation.toLowerCase()));
}

/** The failure of a build in which dbt, one of its models or one of its tests failed. */
function testFailure(
  { name, owner }: EltProject,
  { loadId, file }: BuiltState,
  { results, output }: EltOutcome,
): EltFailure {
  const failed = results.filter(({ status }) => status === "failed");
  return {
    loadId,
    project: name,
    owner,
    failed: failed.map((result) => ({
      kind: result.kind,
      name: result.name,
      message: result.message,
    })),
    downstream: [...new Set(failed.flatMap(({ downstream }) => downstream))].sort(),
    file,
    said: failed.length > 0 ? "" : output,
  };
}

/** The failure of a build that lacks marts which are declared: readers would keep the rows of an earlier model. */
function martFailure(
  { name, owner }: EltProject,
  { loadId, file }: BuiltState,
  missing: readonly MissingMart[],
): EltFailure {
  return {
    loadId,
    project: name,
    owner,
    failed: missing.map(({ relation, message }) => ({ kind: "model", name: relation, message })),
    downstream: [],
    file,
    said: "",
  };
}

interface ColumnsOfMarts {
  readonly findings: readonly MartFinding[];
  readonly models: readonly EltModel[];
}

/** The failure of a build that passed its tests and would show closed data in a mart. */
function columnFailure(
  { name, owner }: EltProject,
  { loadId, file }: BuiltState,
  { findings, models }: ColumnsOfMarts,
): EltFailure {
  return {
    loadId,
    project: name,
    owner,
    failed: findings.map(({ on, message }) => ({ kind: "column", name: on, message })),
    downstream: readersOf(new Set(findings.map(({ relation }) => relation)), models),
    file,
    said: "",
  };
}

/** Names of the models that make these relations or read them, directly or through others. */
function readersOf(relations: ReadonlySet<string>, models: readonly EltModel[]): readonly string[] {
  const readers = models.filter(
    ({ relation, inputs }) =>
      relations.has(relation.toLowerCase()) || inputs.some((input) => relations.has(input)),
  );
  const grown = new Set([...relations, ...readers.map(({ relation }) => relation)]);
  if (grown.size > relations.size) return readersOf(grown, models);
  return readers.map(({ name }) => name).sort();
}

/** Why a build failed, on one line: its first failure and how many more there are, or where dbt gave none what it said last. */
export function failureLine({ failed, said }: EltFailure): string {
  const [first, ...others] = failed;
  if (!first) return oneLine(`dbt ended: ${said.trimEnd().split("\n").at(-1)}`);
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  return `${oneLine(`${first.kind.replace("_", " ")} ${first.name}: ${first.message}`)}${more}`;
}

const maxLine = 300;

export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > maxLine ? `${line.slice(0, maxLine)} …` : line;
}
