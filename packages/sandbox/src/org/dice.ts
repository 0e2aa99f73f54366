import { idPrefix, recordIdSql } from "./record-id.ts";

/**
 * Inputs that a generated value may depend on. Every roll is a hash of the seed, the object, a key and the
 * row, never `random()`, so that the same seed gives the same rows on every machine.
 */
export interface Dice {
  /** SQL, BIGINT: the number of the row within its object. */
  readonly row: string;
  /** SQL, BIGINT: a number in [0, count) that is fixed for the row and `key`. */
  below(count: number, key: string): string;
  /** SQL, VARCHAR: the Id of record `number` of `object`. */
  idOf(object: string, number: string): string;
  /** Rows that `object` started with. */
  rowsOf(object: string): number;
  /** Epoch second just before the org's first day: the end of the generated history. */
  readonly historyEnd: number;
}

/** The whole org's part of the dice. */
export interface DiceBag {
  readonly seed: number;
  readonly pod: string;
  readonly historyEnd: number;
  readonly rows: ReadonlyMap<string, number>;
  readonly keyPrefixes: ReadonlyMap<string, string>;
}

export interface DiceOptions {
  /** SQL, BIGINT: the number of the row. @default `i` */
  readonly row?: string;
  /** Another turn gives other values for the same rows. @default 0 */
  readonly turn?: number;
}

/** SQL: the row of dice for a record that exists, by its Id. */
export const rowOfId = "(hash(Id) % 1000000007)::BIGINT";

/** Dice for the rows of `object`. */
export function diceFor(
  bag: DiceBag,
  object: string,
  { row = "i", turn = 0 }: DiceOptions = {},
): Dice {
  const salt = (key: string) => fnv1a(`${bag.seed}/${object}/${key}/${turn}`);
  return {
    row,
    below: (count, key) => `(hash(${row} * 4294967296 + ${salt(key)}) % ${count})::BIGINT`,
    idOf: (target, number) =>
      recordIdSql(idPrefix(bag.keyPrefixes.get(target) ?? "000", bag.pod), number),
    rowsOf: (target) => bag.rows.get(target) ?? 0,
    historyEnd: bag.historyEnd,
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}
