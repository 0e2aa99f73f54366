import { quoteName, textList } from "../../../core/index.ts";
import type { GovernedRelation } from "../../ports/governed-query.ts";
import { attachStatements, lakeFiles, stateFiles } from "../duckdb/relation-select.ts";
import { barrierSelect } from "../gate/barrier-view.ts";

export interface EngineLimits {
  readonly memoryMiB: number;
  readonly tempMiB: number;
}

/**
 * The statements that make an engine a role's: its views, then the lock. It opens exactly the files of these relations
 * and can be changed no more. A state of the warehouse is attached whole, under a name that the gate lets no statement use.
 */
export function governedSetup(
  relations: readonly GovernedRelation[],
  limits: EngineLimits,
): readonly string[] {
  const schemas = new Set(relations.map(({ relation }) => quoteName(relation.schema)));
  return [
    "SET TimeZone = 'UTC'",
    `SET memory_limit = '${limits.memoryMiB}MiB'`,
    `SET max_temp_directory_size = '${limits.tempMiB}MiB'`,
    ...attachStatements(relationsOf(relations)),
    ...[...schemas].map((schema) => `CREATE SCHEMA ${schema}`),
    ...relations.map(createView),
    ...(relations.some(hidesRows)
      ? ["SET disabled_optimizers = 'filter_pushdown,filter_pullup'"]
      : []),
    `SET allowed_paths = ${textList(lakeFiles(relationsOf(relations)))}`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}

/**
 * Whether a caller's predicate must not move below the view: the second layer under the barrier of a row policy, and
 * the only one where the relation itself leaves out rows: deleted and superseded ones, or those that a view of the warehouse
 * does not show.
 */
function hidesRows({ relation, policy }: GovernedRelation): boolean {
  return policy.rows !== undefined || "file" in relation || relation.latest !== undefined;
}

function createView(governed: GovernedRelation): string {
  const { schema, name } = governed.relation;
  return `CREATE VIEW ${quoteName(schema)}.${quoteName(name)} AS ${barrierSelect(governed)}`;
}

/** Every file that the relations' views read, states included. */
export function filesOf(relations: readonly GovernedRelation[]): readonly string[] {
  return [...lakeFiles(relationsOf(relations)), ...stateFiles(relationsOf(relations))];
}

/** The states that an engine over these relations has open. */
export function statesOf(relations: readonly GovernedRelation[]): readonly string[] {
  return stateFiles(relationsOf(relations));
}

function relationsOf(relations: readonly GovernedRelation[]) {
  return relations.map(({ relation }) => relation);
}
