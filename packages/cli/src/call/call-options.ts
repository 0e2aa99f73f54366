import { didYouMean } from "@lakewright/config/did-you-mean";
import { CallError } from "./call-error.ts";

/** The options of a call, read by the name they have on the command line. */
export interface CallOptions {
  has(name: string): boolean;
  text(name: string): string | undefined;
  /** Fails with a CallError unless it is a whole number from `min` on. */
  wholeNumber(name: string, min?: number): number | undefined;
  /** `2024-01-31` or `2024-01-31T12:00:00Z`, UTC; fails with a CallError otherwise. */
  date(name: string): Date | undefined;
  /** Fails with a CallError unless it is one of `choices`. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined;
}

/** Reads what `parseArgs` found. */
export function callOptions(values: Readonly<Record<string, unknown>>): CallOptions {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const read = <T>(name: string, parse: (value: string) => T): T | undefined => {
    const value = text(name);
    return value === undefined ? undefined : parse(value);
  };
  return {
    has: (name) => values[name] === true,
    text,
    wholeNumber: (name, min = 0) => read(name, (value) => parseWhole(name, value, min)),
    date: (name) => read(name, (value) => parseDate(name, value)),
    choice: (name, choices) => read(name, (value) => parseChoice(name, value, choices)),
  };
}

function parseWhole(name: string, value: string, min: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= min) return number;
  throw new CallError(`--${name} must be a whole number of at least ${min}, got "${value}"`);
}

const datePattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/;

function parseDate(name: string, value: string): Date {
  const day = value.slice(0, 10);
  const exists =
    datePattern.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (exists) return new Date(value);
  const hint = "a day such as 2024-01-31, or a time in UTC such as 2024-01-31T12:00:00Z";
  throw new CallError(`--${name} is not a date: "${value}"`, hint);
}

function parseChoice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const message = `--${name} must be one of ${choices.join(", ")}, got "${value}"`;
  throw new CallError(message, didYouMean(value, choices));
}
