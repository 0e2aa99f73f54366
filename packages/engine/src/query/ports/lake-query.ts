import type {
  LakeRelation,
  PublishedRelation,
  QueryResult,
  RelationUse,
} from "../domain/relation.ts";
import type { Reading } from "../domain/result-reader.ts";

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
  /** The same, handed on as it is read: never held as a whole. Fails with `cancelled` too. */
  read(
    sql: string,
    relations: readonly (LakeRelation | PublishedRelation)[],
    reading: Reading,
  ): Promise<void>;
  close(): Promise<void>;
}
