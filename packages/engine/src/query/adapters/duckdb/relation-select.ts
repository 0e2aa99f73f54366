import { quoteName, quoteText } from "../../../core/index.ts";
import { lakeSelect } from "../../domain/lake-select.ts";
import { type LakeRelation, type PublishedRelation, warehouseName } from "../../domain/relation.ts";

type AnyRelation = LakeRelation | PublishedRelation;

/** The SELECT that a relation's name stands for: over files of the lake, or out of the attached state. */
export function relationSelect(relation: AnyRelation): string {
  if (!("file" in relation)) return lakeSelect(relation);
  const names = [warehouseName, relation.schema, relation.name].map(quoteName);
  return `SELECT * FROM ${names.join(".")}`;
}

/** Attaches the state that relations are read out of, read-only; all of them are of one state. */
export function attachStatements(relations: readonly AnyRelation[]): readonly string[] {
  return stateFiles(relations).map(
    (file) => `ATTACH ${quoteText(file)} AS ${warehouseName} (READ_ONLY)`,
  );
}

/** Files of the states that relations are read out of. */
export function stateFiles(relations: readonly AnyRelation[]): readonly string[] {
  return [...new Set(relations.flatMap((relation) => ("file" in relation ? relation.file : [])))];
}

/** Files of the lake that relations are made of. */
export function lakeFiles(relations: readonly AnyRelation[]): readonly string[] {
  return relations.flatMap((relation) =>
    "file" in relation
      ? (relation.lakeFiles ?? []).map(({ path }) => path)
      : relation.groups.flatMap(({ files }) => files.map(({ path }) => path)),
  );
}
