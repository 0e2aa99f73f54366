import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  type DuckDBPreparedStatement,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";
import { quoteName } from "../../../core/index.ts";
import type { QueryResult } from "../../domain/relation.ts";

export interface ShownStatement {
  readonly prepared: DuckDBPreparedStatement;
  /** As the statement itself names and types them. */
  readonly columns: QueryResult["columns"];
  /** What was prepared. */
  readonly text: string;
}

type Prepare = (sql: string) => Promise<DuckDBPreparedStatement>;

/**
 * The statement, made to give its moments as texts where `isZoned`: the binding prints every moment in UTC, and the engine alone knows
 * the offset of its zone at each of them.
 */
export async function prepareShown(
  sql: string,
  isZoned: boolean,
  prepare: Prepare,
): Promise<ShownStatement> {
  const own = await prepare(sql);
  const types = Array.from({ length: own.columnCount }, (_, i) => own.columnType(i));
  const columns = types.map((type, i) => ({ name: own.columnName(i), type: String(type) }));
  const shown = types.map((type) => (isZoned ? withTexts(type) : undefined));
  if (shown.every((type) => type === undefined)) return { prepared: own, columns, text: sql };
  own.destroySync();
  const names = columns.map((_, i) => quoteName(`c${i}`));
  const list = names.map((name, i) =>
    shown[i] === undefined ? name : `CAST(${name} AS ${shown[i]})`,
  );
  const zoned = (text: string) =>
    `SELECT ${list.join(", ")} FROM (${text}\n) AS shown(${names.join(", ")})`;
  return { ...(await firstPrepared(withoutEnds(sql).map(zoned), prepare)), columns };
}

/** The type with text in place of every moment in it; undefined if it holds none. */
function withTexts(type: DuckDBType): string | undefined {
  if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ) return "VARCHAR";
  const inner = (one: DuckDBType) => withTexts(one) ?? String(one);
  const ifAny = (parts: readonly DuckDBType[], text: () => string) =>
    parts.some((part) => withTexts(part) !== undefined) ? text() : undefined;
  if (type instanceof DuckDBListType)
    return ifAny([type.valueType], () => `${inner(type.valueType)}[]`);
  if (type instanceof DuckDBArrayType)
    return ifAny([type.valueType], () => `${inner(type.valueType)}[${type.length}]`);
  if (type instanceof DuckDBMapType)
    return ifAny(
      [type.keyType, type.valueType],
      () => `MAP(${inner(type.keyType)}, ${inner(type.valueType)})`,
    );
  if (!(type instanceof DuckDBStructType)) return undefined;
  const { entryNames, entryTypes } = type;
  const fields = () =>
    entryTypes.map((one, i) => `${quoteName(entryNames[i] ?? "")} ${inner(one)}`);
  return ifAny(entryTypes, () => `STRUCT(${fields().join(", ")})`);
}

/** The text, and what stands before each semicolon from the last one on: one of them ends the statement, unless none does. */
function withoutEnds(sql: string): readonly string[] {
  const texts = [sql];
  for (let at = sql.lastIndexOf(";"); at > 0; at = sql.lastIndexOf(";", at - 1))
    texts.push(sql.slice(0, at));
  return texts;
}

async function firstPrepared(
  texts: readonly string[],
  prepare: Prepare,
): Promise<Pick<ShownStatement, "prepared" | "text">> {
  let failure: unknown;
  for (const text of texts)
    try {
      return { prepared: await prepare(text), text };
    } catch (error) {
      failure = error;
    }
  throw failure;
}
