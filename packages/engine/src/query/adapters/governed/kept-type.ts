import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
} from "@duckdb/node-api";
import { quoteName } from "../../../core/index.ts";

/** How a column is kept in a Parquet file. */
export interface KeptType {
  /** What its values are cast to in the file; undefined = they are kept as they are. */
  readonly stored: string | undefined;
  /** What they are cast to when they are read; undefined = nothing. */
  readonly castTo: string | undefined;
  /** Compared as text, byte by byte. */
  readonly isText: boolean;
}

/** Types that come out of a file as they went into it. */
const exact: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.DATE,
  DuckDBTypeId.TIME,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
  DuckDBTypeId.UUID,
  DuckDBTypeId.BLOB,
  DuckDBTypeId.VARCHAR,
]);

/** Types that another one holds without loss, with that one. */
const carried: ReadonlyMap<DuckDBTypeId, string> = new Map([
  [DuckDBTypeId.HUGEINT, "VARCHAR"],
  [DuckDBTypeId.UHUGEINT, "VARCHAR"],
  [DuckDBTypeId.BIGNUM, "VARCHAR"],
  [DuckDBTypeId.BIT, "VARCHAR"],
  [DuckDBTypeId.INTERVAL, "VARCHAR"],
  [DuckDBTypeId.TIME_TZ, "VARCHAR"],
  [DuckDBTypeId.TIMESTAMP_S, "TIMESTAMP"],
  [DuckDBTypeId.TIMESTAMP_MS, "TIMESTAMP"],
]);

/**
 * What a type becomes in a file and when it is read again. An ENUM becomes text, for its type lists values of rows that the role does
 * not see; so does what no file can hold.
 */
export function keptAs(type: DuckDBType): KeptType {
  const [stored, shown] = typesOf(type);
  const plain = type.toString();
  return {
    stored: stored === plain ? undefined : stored,
    castTo: shown === stored ? undefined : shown,
    isText: type.typeId === DuckDBTypeId.VARCHAR && type.alias === undefined,
  };
}

type Kept = readonly [stored: string, shown: string];

function typesOf(type: DuckDBType): Kept {
  if (type instanceof DuckDBListType) return each(typesOf(type.valueType), (text) => `${text}[]`);
  if (type instanceof DuckDBArrayType) {
    const [stored, shown] = typesOf(type.valueType);
    return [`${stored}[]`, `${shown}[${type.length}]`];
  }
  if (type instanceof DuckDBStructType) return structTypes(type);
  if (type instanceof DuckDBMapType) {
    const [key, value] = [typesOf(type.keyType), typesOf(type.valueType)];
    return [`MAP(${key[0]}, ${value[0]})`, `MAP(${key[1]}, ${value[1]})`];
  }
  const text = type.toString();
  const carrier = carried.get(type.typeId);
  if (carrier !== undefined) return [carrier, text];
  return exact.has(type.typeId) ? [text, text] : ["VARCHAR", "VARCHAR"];
}

function structTypes({ entryNames, entryTypes }: DuckDBStructType): Kept {
  if (entryNames.some((name) => name === "")) return ["VARCHAR", "VARCHAR"];
  const types = entryTypes.map(typesOf);
  const text = (at: 0 | 1) =>
    `STRUCT(${types.map((kept, i) => `${quoteName(entryNames[i] ?? "")} ${kept[at]}`).join(", ")})`;
  return [text(0), text(1)];
}

function each([stored, shown]: Kept, of: (text: string) => string): Kept {
  return [of(stored), of(shown)];
}
