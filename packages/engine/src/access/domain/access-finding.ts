import type { FindingName, SourcePosition } from "@lakewright/config";

/** Something about a policy that is legal and probably not meant, or that the service would not take. */
export interface AccessFinding {
  /** Stable name, such as `partial_select_mixed`; exceptions name it. */
  readonly finding: FindingName;
  /** Subject of the finding: `database.table`, with the column if any, after the role if it concerns one; or a grant's id. */
  readonly on: string;
  /** The role or group that it is about; undefined where it is about a table, a filter or a tag. */
  readonly role?: string;
  readonly message: string;
  readonly at: SourcePosition;
}
