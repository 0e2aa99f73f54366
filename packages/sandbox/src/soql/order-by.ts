import type { OrderByClause } from "@jetstreamapp/soql-parser-js";
import { comparable, type Operand } from "./compare.ts";
import { functionOperand } from "./function-call.ts";
import type { Scope } from "./scope.ts";
import { fieldOperand } from "./where.ts";

/** The ORDER BY terms of a query; nulls come first unless it says otherwise. */
export function orderTerms(
  scope: Scope,
  orderBy: OrderByClause | OrderByClause[] | undefined,
): string[] {
  const clauses = orderBy === undefined ? [] : [orderBy].flat();
  return clauses.map((clause) => {
    const operand = operandOf(scope, clause);
    return `${comparable(operand)} ${clause.order ?? "ASC"} NULLS ${clause.nulls ?? "FIRST"}`;
  });
}

function operandOf(scope: Scope, clause: OrderByClause): Operand {
  return "fn" in clause ? functionOperand(scope, clause.fn) : fieldOperand(scope, clause.field);
}
