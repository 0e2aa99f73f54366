import type { FlowStatus } from "@lakewright/engine";
import { visibleText } from "../output/visible-text.ts";

/** Added fields that are empty in the rows that have not changed since, and what fills them. */
export function unfilledLines(flows: readonly FlowStatus[]): string[] {
  return flows.flatMap(({ profile, object, unfilledFields: fields }) =>
    fields.length === 0
      ? []
      : [
          line(
            profile,
            object,
            `${fields.join(", ")} came later and ${be(fields)} empty in rows that have not changed since`,
          ),
          `    lakewright run ${visibleText(object)} --refresh fills ${fields.length === 1 ? "it" : "them"}`,
        ],
  );
}

/** Formulas whose values may be old, and what keeps them fresh. */
export function formulaLines(flows: readonly FlowStatus[]): string[] {
  return flows.flatMap(({ profile, object, formulaFields: fields, refresh }) =>
    fields.length === 0 || refresh
      ? []
      : [
          line(
            profile,
            object,
            `${fields.join(", ")} ${be(fields)} calculated: values may change without the record's stamp`,
          ),
          `    "refresh: daily" on the flow reads them again, lakewright run ${visibleText(object)} --refresh at once`,
        ],
  );
}

function line(profile: string, object: string, text: string): string {
  return visibleText(`  ${profile} ${object}: ${text}`);
}

function be(fields: readonly string[]): string {
  return fields.length === 1 ? "is" : "are";
}
