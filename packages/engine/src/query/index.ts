export { lakeSelect } from "./domain/lake-select.ts";
export {
  type LakeFile,
  type LakeRelation,
  type QueryResult,
  warehouseName,
} from "./domain/relation.ts";
export type { Reading } from "./domain/result-reader.ts";
export type { GovernedColumn, GovernedQuery, GovernedRelation } from "./ports/governed-query.ts";
export type { QueryPorts } from "./ports/query-ports.ts";
export { heldVersions } from "./use-cases/held-versions.ts";
export { currentRelation, externalRelation } from "./use-cases/lake-relation.ts";
export { queryLake, relationsNamed } from "./use-cases/query-lake.ts";
export { type QueryableTable, queryableTables } from "./use-cases/queryable-tables.ts";
export { assertUndamaged, readFailure, readingFiles } from "./use-cases/reading-files.ts";
