import { keyedHashSql, quoteName, quoteText } from "../../../core/index.ts";

/**
 * A mask that keeps equality and nothing else: a text keyed like those that are hashed at ingest, NULL where there is no
 * value. Without the secret `hashKey` it cannot be reversed by hashing a dictionary.
 */
export function keyedHashMask(column: string, hashKey: string): string {
  return keyedHashSql(quoteText(hashKey), quoteName(column));
}

/** The same text for every row, rows without a value included: not even its absence shows. */
export function constantMask(text: string): string {
  return quoteText(text);
}
