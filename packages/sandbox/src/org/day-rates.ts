import { hasField, type ObjectSpec } from "./object-spec.ts";

/** Which share of an object's live rows a day changes, by kind of change. */
export interface DayRates {
  readonly created: number;
  readonly updated: number;
  readonly softDeleted: number;
  readonly hardDeleted: number;
  readonly lateCreated: number;
  readonly lateUpdated: number;
  readonly formulaChanged: number;
}

/** Rates of change of an object: append-only objects only grow, users never change. */
export function dayRatesOf(spec: ObjectSpec): DayRates {
  if (spec.name === "User") return still;
  if (spec.source) return quiet;
  const editable = hasField(spec, "SystemModstamp") || hasField(spec, "LastModifiedDate");
  if (!editable) return { ...still, created: busy.created, lateCreated: busy.lateCreated };
  return hasField(spec, "IsDeleted") ? busy : { ...busy, softDeleted: 0 };
}

const still: DayRates = {
  created: 0,
  updated: 0,
  softDeleted: 0,
  hardDeleted: 0,
  lateCreated: 0,
  lateUpdated: 0,
  formulaChanged: 0,
};
const busy: DayRates = {
  created: 0.005,
  updated: 0.01,
  softDeleted: 0.001,
  hardDeleted: 0.0005,
  lateCreated: 0.0005,
  lateUpdated: 0.0005,
  formulaChanged: 0.002,
};
const quiet: DayRates = { ...still, created: 0.002, updated: 0.005, softDeleted: 0.001 };
