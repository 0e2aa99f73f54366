import { SalesforceError } from "../server/salesforce-error.ts";
import { FAULT_KINDS, type FaultKind, type FaultSpec } from "./fault.ts";

const NUMBERS = ["after", "delayMs", "retryAfterSeconds", "afterBytes", "rows"] as const;
const TEXTS = ["match", "pattern", "message"] as const;
const MEMBERS: readonly string[] = ["kind", "times", ...NUMBERS, ...TEXTS];

/** Checks a fault that came as JSON; throws 400 naming the member that is wrong. */
export function parseFault(value: Record<string, unknown>): FaultSpec {
  for (const name of Object.keys(value)) {
    if (!MEMBERS.includes(name)) throw invalid(`unknown member "${name}"`);
  }
  for (const name of NUMBERS) checkNumber(name, value[name]);
  for (const name of TEXTS) checkText(name, value[name]);
  if (value.times !== "always") checkNumber("times", value.times);
  checkPattern(value.pattern);
  if (!isKind(value.kind)) throw invalid(`kind must be one of ${FAULT_KINDS.join(", ")}`);
  return { ...value, kind: value.kind };
}

function isKind(value: unknown): value is FaultKind {
  return FAULT_KINDS.some((kind) => kind === value);
}

function checkNumber(name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return;
  throw invalid(`"${name}" must be a whole number of at least 0`);
}

function checkText(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "string") throw invalid(`"${name}" must be a string`);
}

function checkPattern(pattern: unknown): void {
  try {
    if (typeof pattern === "string") new RegExp(pattern);
  } catch {
    throw invalid(`"pattern" is not a regular expression: ${pattern}`);
  }
}

function invalid(message: string): SalesforceError {
  return new SalesforceError(400, "INVALID_FAULT", message);
}
