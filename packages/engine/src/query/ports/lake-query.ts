import type {
  LakeRelation,
  PublishedRelation,
  QueryResult,
  RelationUse,
} from "../domain/relation.ts";

/** Answers statements over relations of the lake and of the published warehouse. */
export interface LakeQuery {
  /** Tables a statement names. Fails with `sql_refused` unless it is one SELECT. */
  relationsOf(sql: string): Promise<readonly RelationUse[]>;
  /** Runs one SELECT over exactly these relations. Fails with `sql_refused`. */
  query(
    sql: string,
    relations: readonly (LakeRelation | PublishedRelation)[],
    signal: AbortSignal,
  ): Promise<QueryResult>;
  close(): Promise<void>;
}
