import { databaseOfSchema } from "@lakewright/config/schema-names";
import type { LakeFile, LakeRelation } from "../../query/index.ts";
import type { PlannedProject } from "./plan-elt.ts";

/** Later than every load date: nothing is new. */
const never = "99999999";

/** The first load date that holds a run which a project has not built from yet, by `<database>.<table>`. */
export function unbuiltLoadDates(
  project: string,
  relations: readonly LakeRelation[],
  known: Readonly<Record<string, number>>,
): Readonly<Record<string, string>> {
  const entries = relations.flatMap((relation) => {
    const last = known[`${project}/${tableOf(relation)}`];
    if (last === undefined) return [];
    const dates = filesOf(relation).flatMap(({ sequence, loadDate }) =>
      sequence > last ? loadDate : [],
    );
    return [[tableOf(relation), dates.toSorted()[0] ?? never]];
  });
  return Object.fromEntries(entries);
}

/** The newest run that each project was built from, by `<project>/<database>.<table>`; what is not built now stays as it was. */
export function newestSequences(
  before: Readonly<Record<string, number>>,
  planned: readonly PlannedProject[],
): Readonly<Record<string, number>> {
  const built = planned.flatMap(({ project, relations }) =>
    relations.map((relation) => [
      `${project.name}/${tableOf(relation)}`,
      filesOf(relation).reduce((newest, { sequence }) => Math.max(newest, sequence), 0),
    ]),
  );
  return { ...before, ...Object.fromEntries(built) };
}

function filesOf({ groups }: LakeRelation): readonly LakeFile[] {
  return groups.flatMap(({ files }) => files);
}

/** The catalog's table that the relation shows. */
function tableOf({ schema, name }: LakeRelation): string {
  return `${databaseOfSchema(schema)}.${name}`;
}
