import type { EltProject } from "@lakewright/config";
import type { MartFinding } from "../domain/mart-findings.ts";
import type { EltModel } from "../ports/elt-builder.ts";
import type { EltFailure } from "./elt-failure.ts";

interface StoppedBuild {
  readonly loadId: string;
  readonly file: string;
  readonly stopped: readonly MartFinding[];
  readonly models: readonly EltModel[];
}

/** A build that passed its tests and would show in a mart what nobody has opened. */
export function columnFailure(
  { name, owner }: EltProject,
  { loadId, file, stopped, models }: StoppedBuild,
): EltFailure {
  return {
    loadId,
    project: name,
    owner,
    failed: stopped.map(({ on, message }) => ({ kind: "column", name: on, message })),
    downstream: readersOf(new Set(stopped.map(({ relation }) => relation)), models),
    file,
    said: "",
  };
}

/** Names of the models that make these relations or read them, near and far. */
function readersOf(relations: Set<string>, models: readonly EltModel[]): readonly string[] {
  const reached = models.filter(
    ({ relation, inputs }) =>
      relations.has(relation.toLowerCase()) || inputs.some((input) => relations.has(input)),
  );
  const grown = new Set([...relations, ...reached.map(({ relation }) => relation)]);
  if (grown.size > relations.size) return readersOf(grown, models);
  return reached.map(({ name }) => name).sort();
}
