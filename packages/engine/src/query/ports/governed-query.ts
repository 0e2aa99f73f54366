import type { Mask } from "@lakewright/config";
import type { LakeRelation, PublishedRelation, QueryResult } from "../domain/relation.ts";
import type { Reading } from "../domain/result-reader.ts";

/** How a role sees one column. A column that is not listed does not exist for it. */
export type GovernedColumn =
  | { readonly name: string; readonly type: string; readonly access: "full" }
  /** Values of the rows that `cells` is true for, NULL in the others. */
  | {
      readonly name: string;
      readonly type: string;
      readonly access: "filtered";
      readonly cells: string;
    }
  /** The result of the SQL expression `mask` in place of the value; its type is the expression's. */
  | {
      readonly name: string;
      readonly type: string;
      readonly access: "masked";
      readonly mask: string;
    };

/** Columns and rows of a relation that a role sees. Predicates are trusted SQL over all its columns, hidden ones included. */
export interface RelationPolicy {
  readonly columns: readonly GovernedColumn[];
  /** Rows that the role sees: those it is true for; undefined = all. */
  readonly rows: string | undefined;
}

/** Published ones that are read together are of one state. */
export interface GovernedRelation {
  readonly relation: LakeRelation | PublishedRelation;
  readonly policy: RelationPolicy;
}

/** Answers the statements of one role. */
export interface GovernedQuery {
  /**
   * Runs one SELECT that sees nothing but what the policies of these relations leave. Pass only relations that the
   * role may read: any other name is refused in words that do not tell whether it exists. Statements run one after
   * the other. Fails with `sql_refused`, with `statement_stopped` when it takes too long or too much, or with `cancelled`.
   */
  query(
    sql: string,
    relations: readonly GovernedRelation[],
    signal: AbortSignal,
  ): Promise<QueryResult>;
  /**
   * The same, handed on as it is read: never held as a whole, so that its size has no limit, and the time is limited to the next
   * rows. Time that the reader takes does not count.
   */
  read(sql: string, relations: readonly GovernedRelation[], reading: Reading): Promise<void>;
  /** SQL that shows the mask in place of a column's value; hashes are keyed with the platform's key. */
  maskSql(column: string, as: Mask["as"]): string;
  close(): Promise<void>;
}
