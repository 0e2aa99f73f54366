import { reservedWords } from "../../names/reserved-words.ts";
import type { RowConstant, RowExpression } from "../types.ts";
import { functionsRefused, needSameType, readConstant } from "./row-constant.ts";
import type { RowToken } from "./row-token.ts";
import { refuse, type TokenReader } from "./token-reader.ts";

type Comparison = Extract<RowExpression, { kind: "compare" }>["operator"];

const comparisons: Readonly<Record<string, Comparison>> = {
  "=": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Reads one condition on one column. */
export function readPredicate(reader: TokenReader): RowExpression {
  const column = readColumn(reader);
  const operator = reader.peek();
  const comparison = operator.kind === "mark" ? comparisons[operator.text] : undefined;
  if (comparison !== undefined) {
    reader.next();
    const value = readConstant(reader);
    return { kind: "compare", column, operator: comparison, value };
  }
  if (reader.take("IS")) return readNullCheck(column, reader);
  const negated = reader.take("NOT");
  if (reader.take("BETWEEN")) return readBetween(column, negated, reader);
  if (reader.take("IN")) return readIn(column, negated, reader);
  if (reader.take("LIKE")) return readLike(column, negated, reader);
  if (operator.text === "(") refuse(operator, functionsRefused);
  const hint = "= != < <= > >= BETWEEN IN LIKE IS NULL; a boolean is compared too: = true";
  return refuse(reader.peek(), `a comparison must follow ${column}: ${hint}`);
}

function readColumn(reader: TokenReader): string {
  const token = reader.next();
  if (token.kind === "quoted") return checkedName(token);
  if (token.kind !== "word") return refuse(token, notAColumn(token));
  const word = token.text.toLowerCase();
  if (word === "select" || word === "exists") {
    refuse(token, "queries are not allowed in a row expression");
  }
  if (reader.isNext("(")) refuse(token, functionsRefused);
  if (word === "true" || word === "false") {
    refuse(token, "a condition compares a column: every row is `all` instead of an expression");
  }
  if (notNames.has(word) || reservedWords.has(word)) {
    refuse(token, `${token.text} is a keyword: a column of that name goes in double quotes`);
  }
  return word;
}

const notNames = new Set(["and", "or", "not", "between", "in", "like", "is", "null"]);

function checkedName(token: RowToken): string {
  const name = token.text.toLowerCase();
  if (/^[^\s"]{1,255}$/.test(name)) return name;
  return refuse(token, "a column's name has 1 to 255 characters without blanks and quotes");
}

function notAColumn({ kind }: RowToken): string {
  const isConstant = kind === "text" || kind === "number";
  return isConstant ? "the column comes first: column = constant" : "a column is missing here";
}

function readNullCheck(column: string, reader: TokenReader): RowExpression {
  const negated = reader.take("NOT");
  reader.need("NULL", "IS must be followed by NULL or NOT NULL; compare booleans with = true");
  return { kind: "is_null", column, negated };
}

function readBetween(column: string, negated: boolean, reader: TokenReader): RowExpression {
  const at = reader.peek();
  const low = readConstant(reader);
  reader.need("AND", "BETWEEN needs AND and a second constant");
  const high = readConstant(reader);
  needSameType([low, high], at);
  if (typeof low === "boolean") refuse(at, "BETWEEN does not work on booleans");
  return { kind: "between", column, low, high, negated };
}

function readIn(column: string, negated: boolean, reader: TokenReader): RowExpression {
  const at = reader.peek();
  reader.need("(", "IN needs a list in parentheses: IN ('a', 'b')");
  const values: RowConstant[] = [];
  do values.push(readConstant(reader));
  while (reader.take(","));
  reader.need(")", "a comma or ) is missing in the list of IN");
  needSameType(values, at);
  return { kind: "in", column, values, negated };
}

function readLike(column: string, negated: boolean, reader: TokenReader): RowExpression {
  const at = reader.peek();
  const pattern = readConstant(reader);
  if (typeof pattern !== "string") return refuse(at, "LIKE needs a text in single quotes");
  if (reader.peek().text.toUpperCase() === "ESCAPE") {
    refuse(reader.peek(), "LIKE works without ESCAPE here");
  }
  return { kind: "like", column, pattern, negated };
}
