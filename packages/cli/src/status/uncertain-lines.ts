import type { FlowStatus } from "@lakewright/engine";
import { visibleText } from "../output/visible-text.ts";

/** Added fields of a flow that are empty in the rows that have not changed since, and what fills them. */
export function unfilledLines({
  profile,
  object,
  unfilledFields: fields,
}: Pick<FlowStatus, "profile" | "object" | "unfilledFields">): string[] {
  if (fields.length === 0) return [];
  const said = `${fields.join(", ")} came later and ${be(fields)} empty in rows that have not changed since`;
  const command = `lakewright run ${object} --refresh`;
  return linesOf(
    { profile, object, said },
    `${command} fills ${fields.length === 1 ? "it" : "them"}`,
  );
}

/** Formulas of a flow whose values may be old, and what keeps them fresh. */
export function formulaLines({
  profile,
  object,
  formulaFields: fields,
  refresh,
}: Pick<FlowStatus, "profile" | "object" | "formulaFields" | "refresh">): string[] {
  if (fields.length === 0 || refresh) return [];
  const said = `${fields.join(", ")} ${be(fields)} calculated: values may change without the record's stamp`;
  const hint = `"refresh: daily" on the flow reads them again, lakewright run ${object} --refresh at once`;
  return linesOf({ profile, object, said }, hint);
}

interface Uncertainty {
  readonly profile: string;
  readonly object: string;
  readonly said: string;
}

function linesOf({ profile, object, said }: Uncertainty, hint: string): string[] {
  return [`  ${profile} ${object}: ${said}`, `    ${hint}`].map(visibleText);
}

function be(fields: readonly string[]): string {
  return fields.length === 1 ? "is" : "are";
}
