import { type RelationName, relationKey } from "./warehouse-state.ts";

/** A statement, and what it is about. */
export interface PlannedStatement {
  readonly sql: string;
  readonly relation?: RelationName;
  readonly role?: string;
}

/**
 * Whether a statement may not run since an earlier one did not: both are about one relation and not about two roles, or the
 * earlier one was about the whole role.
 */
export function isBlockedBy(later: PlannedStatement, earlier: PlannedStatement): boolean {
  const twoRoles =
    later.role !== undefined && earlier.role !== undefined && later.role !== earlier.role;
  if (twoRoles) return false;
  if (!earlier.relation) return earlier.role !== undefined && earlier.role === later.role;
  return (
    later.relation !== undefined && relationKey(later.relation) === relationKey(earlier.relation)
  );
}
