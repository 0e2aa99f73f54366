const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const checksumAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
/** Numbers that fit the five digits an Id varies in; the four digits before them stay 0. */
const limit = 62 ** 5;

/**
 * The 18-character, case-safe form of a 15-character Salesforce Id: each group of five characters
 * adds one character that says which of the five are upper case.
 */
export function withChecksum(id15: string): string {
  return id15 + [0, 5, 10].map((start) => checksumOf(id15.slice(start, start + 5))).join("");
}

/** The 18-character form of a 15- or 18-character record Id; undefined when it is neither. */
export function toLongId(id: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)) return undefined;
  return id.length === 18 ? id : withChecksum(id);
}

/** Id of the `number`-th record of an object. Throws RangeError from 916,132,832 on. */
export function recordId(prefix: string, number: number): string {
  if (!Number.isInteger(number) || number < 0 || number >= limit) {
    throw new RangeError(`record number must be a whole number from 0 to ${limit - 1}: ${number}`);
  }
  return withChecksum(`${prefix}0000${[4, 3, 2, 1, 0].map((p) => digitAt(number, p)).join("")}`);
}

/** The same as SQL; `number` is a SQL expression of type BIGINT. */
export function recordIdSql(prefix: string, number: string): string {
  const head = `${prefix}0000`;
  const fixed = checksumOf(head.slice(0, 5)) + checksumOf(head.slice(5, 10));
  const at = (place: number) => `(${number} // ${62 ** place}) % 62`;
  const letters = [4, 3, 2, 1, 0].map((place) => `${listOf(digits)}[1 + ${at(place)}]`);
  const bits = [4, 3, 2, 1, 0].map(
    (place, bit) => `${2 ** bit} * (${at(place)} BETWEEN 10 AND 35)::BIGINT`,
  );
  const last = `${listOf(checksumAlphabet)}[1 + ${bits.join(" + ")}]`;
  return `concat('${head}', ${letters.join(", ")}, '${fixed}', ${last})`;
}

/** The six characters that all Ids of one object in one org start with. */
export function idPrefix(keyPrefix: string, pod: string): string {
  return `${keyPrefix}${pod}0`;
}

/** Key prefix of the `index`-th object that a file became: `aA0`, `aA1` … */
export function dataKeyPrefix(index: number): string {
  return `a${digitAt(index + 620, 1)}${digitAt(index, 0)}`;
}

/** Two characters that tell the orgs of different seeds apart. */
export function podOf(seed: number): string {
  const turn = ((seed % 26) + 26) % 26;
  return `8${digits[36 + turn]}`;
}

function checksumOf(group: string): string {
  let index = 0;
  for (const [bit, letter] of [...group].entries()) {
    if (letter >= "A" && letter <= "Z") index += 2 ** bit;
  }
  return checksumAlphabet.charAt(index);
}

function digitAt(number: number, place: number): string {
  return digits.charAt(Math.floor(number / 62 ** place) % 62);
}

/** One constant to the planner; a list literal of 62 would cost it more than the rows do. */
function listOf(letters: string): string {
  return `string_split('${letters}', '')`;
}
