import type { Dice } from "./dice.ts";

/** SQL of a field's value. `field` is the field's name and the default key of its rolls. */
export type Value = (dice: Dice, field: string) => string;

/** Text as a SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** One entry of a list. Fields with the same `key` and lists of one length pick the same entry. */
export function oneOf(list: readonly (string | number)[], key?: string): Value {
  const items = listLiteral(list);
  return (dice, field) => `(${items})[1 + ${dice.below(list.length, key ?? field)}]`;
}

/** Texts as one constant: to the planner, a list literal costs as much as many rows. */
function listLiteral(list: readonly (string | number)[]): string {
  if (list.some((item) => typeof item === "number")) return `[${list.join(", ")}]`;
  const separator = "\u001f";
  return `string_split(${quoted(list.join(separator))}, '${separator}')`;
}

/** `value` in `percent` of the rows, null in the others. */
export function sometimes(percent: number, value: Value, key?: string): Value {
  return (dice, field) =>
    `CASE WHEN ${dice.below(100, `${key ?? field}?`)} < ${percent} THEN ${value(dice, field)} END`;
}

/** A whole number from `low` to `high`, both included. */
export function whole(low: number, high: number, key?: string): Value {
  return (dice, field) => `(${low} + ${dice.below(high - low + 1, key ?? field)})::INTEGER`;
}

/** A number from `low` to `high` with `scale` decimals. */
export function decimal(low: number, high: number, scale: number): Value {
  const unit = 10 ** scale;
  const steps = Math.round((high - low) * unit) + 1;
  return (dice, field) =>
    `round(${low} + ${dice.below(steps, field)} / ${unit}.0, ${scale})::DOUBLE`;
}

/** True in `percent` of the rows. */
export function yes(percent: number): Value {
  return (dice, field) => `${dice.below(100, field)} < ${percent}`;
}

/** Text put together from values. */
export function joined(...parts: readonly (string | Value)[]): Value {
  return (dice, field) =>
    `concat(${parts
      .map((part, at) => (typeof part === "string" ? quoted(part) : part(dice, `${field}.${at}`)))
      .join(", ")})`;
}

/** A whole number with leading zeros. */
export function padded(digits: number, key?: string): Value {
  return (dice, field) =>
    `lpad(${dice.below(10 ** digits, key ?? field)}::VARCHAR, ${digits}, '0')`;
}

/** SQL over the dice, for what no other builder says. `$field` names of the row may be used. */
export function sql(text: string | ((dice: Dice) => string)): Value {
  return typeof text === "string" ? () => text : (dice) => text(dice);
}

/**
 * The Id of a record of `object`. The last tenth of every object is never referred to, so that some
 * records can be deleted for good without leaving a reference behind.
 */
export function idIn(object: string, key?: string): Value {
  return (dice, field) => {
    const count = Math.max(1, Math.floor(dice.rowsOf(object) * 0.9));
    if (dice.rowsOf(object) === 0) return "NULL::VARCHAR";
    return dice.idOf(object, dice.below(count, key ?? field));
  };
}

/** A date within the `days` before the org's first day, or after it if negative. */
export function dateBefore(days: number): Value {
  return (dice, field) => {
    const past = `to_timestamp(${dice.historyEnd})::TIMESTAMP::DATE`;
    return days > 0
      ? `${past} - ${dice.below(days, field)}::INTEGER`
      : `${past} + ${dice.below(-days, field)}::INTEGER`;
  };
}

/** A number that counts up with the rows: `CALL-000000001`. */
export function autoNumber(prefix: string): Value {
  return ({ row }) => `concat(${quoted(`${prefix}-`)}, lpad((${row})::VARCHAR, 9, '0'))`;
}
