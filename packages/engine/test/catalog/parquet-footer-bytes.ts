import type { ByteRanges } from "../../src/catalog/domain/parquet-footer.ts";

/** One element of a Parquet schema, as numbers of its format (parquet.thrift), so that no writer has to agree to write it. */
export interface RawElement {
  /** Absent: the field is not written. */
  readonly name?: string;
  readonly children?: number;
  readonly physical?: number;
  /** 0 = required, 1 = optional, 2 = repeated. */
  readonly repetition?: number;
  readonly converted?: number;
  readonly scale?: number;
  readonly precision?: number;
  /** Number of the logical type; decimals also have a scale and a precision. */
  readonly logical?: number;
  readonly logicalScale?: number;
  readonly logicalPrecision?: number;
}

export const physical = {
  ...{ boolean: 0, int32: 1, int64: 2, int96: 3, float: 4, double: 5, bytes: 6, fixed: 7 },
} as const;
export const converted = {
  ...{ utf8: 0, map: 1, keyValue: 2, list: 3, decimal: 5, date: 6, millis: 9, int8: 15 },
} as const;
export const logical = { string: 1, map: 2, list: 3, decimal: 5, date: 6, timestamp: 8 } as const;

/** A Parquet file of a footer alone, whose schema has these elements below its root. */
export function parquetFile(
  uri: string,
  elements: readonly RawElement[],
  rootChildren = elements.length,
): ByteRanges {
  return fileOf(uri, withFooter(footer([{ name: "schema", children: rootChildren }, ...elements])));
}

/** A file of these bytes. */
export function fileOf(uri: string, content: Uint8Array): ByteRanges {
  const read = async (start: number, end: number) => content.slice(start, end);
  return { uri, bytes: content.length, read };
}

export function withFooter(metadata: readonly number[]): Uint8Array {
  const length = new Uint8Array(new Uint32Array([metadata.length]).buffer);
  return Uint8Array.from([...magic, ...metadata, ...length, ...magic]);
}

const magic = Buffer.from("PAR1");
const [yes, i32, i64, binary, list, struct] = [1, 5, 6, 8, 9, 12];

export function footer(schema: readonly RawElement[]): readonly number[] {
  const elements = schema.flatMap(elementBytes);
  return message([
    [1, i32, varint(2)],
    [2, list, [0xf0 | struct, ...unsigned(schema.length), ...elements]],
    [3, i64, varint(0)],
    [4, list, [struct]],
  ]);
}

function elementBytes(element: RawElement): readonly number[] {
  const { logical: kind } = element;
  return message([
    number(1, element.physical),
    number(3, element.repetition ?? 1),
    element.name === undefined ? [4, binary, undefined] : [4, binary, text(element.name)],
    number(5, element.children),
    number(6, element.converted),
    number(7, element.scale),
    number(8, element.precision),
    [
      10,
      struct,
      kind === undefined ? undefined : message([[kind, struct, message(parameters(element))]]),
    ],
  ]);
}

function parameters({ logical: kind, logicalScale = 0, logicalPrecision = 0 }: RawElement): Fields {
  if (kind === logical.decimal) return [number(1, logicalScale), number(2, logicalPrecision)];
  // A zone, and microseconds.
  if (kind === logical.timestamp)
    return [
      [1, yes, []],
      [2, struct, message([[2, struct, [0]]])],
    ];
  return [];
}

type Fields = readonly (readonly [
  id: number,
  type: number,
  bytes: readonly number[] | undefined,
])[];

const number = (id: number, value: number | undefined) =>
  [id, i32, value === undefined ? undefined : varint(value)] as const;
const text = (value: string) => [...unsigned(Buffer.byteLength(value)), ...Buffer.from(value)];

/** A struct of Thrift's compact protocol; ids ascend. */
function message(fields: Fields): readonly number[] {
  let last = 0;
  const parts = fields.flatMap(([id, type, bytes]) => {
    if (bytes === undefined) return [];
    const head = ((id - last) << 4) | type;
    last = id;
    return [head, ...bytes];
  });
  return [...parts, 0];
}

const varint = (value: number) => unsigned(value < 0 ? -2 * value - 1 : 2 * value);

function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
