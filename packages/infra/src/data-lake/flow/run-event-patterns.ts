import { awsQuotas } from "@lakewright/config/aws-quotas";

const maxPatternLength = awsQuotas.eventBridge.patternLength;

/** Pattern of a rule that matches the end of these flows' runs. */
export interface RunEventPattern {
  readonly source: readonly ["aws.appflow"];
  readonly "detail-type": readonly ["AppFlow End Flow Run Report"];
  readonly detail: { readonly "flow-name": readonly string[] };
}

/**
 * Patterns that together match the end of these flows' runs, each short enough for EventBridge. By name: `resources` of these
 * events holds an opaque id, not the flow's ARN.
 */
export function runEventPatterns(flowNames: readonly string[]): readonly RunEventPattern[] {
  const groups: string[][] = [];
  for (const name of [...flowNames].sort()) {
    const last = groups.at(-1);
    if (last && JSON.stringify(pattern([...last, name])).length <= maxPatternLength)
      last.push(name);
    else groups.push([name]);
  }
  return groups.map(pattern);
}

function pattern(flowNames: readonly string[]): RunEventPattern {
  return {
    source: ["aws.appflow"],
    "detail-type": ["AppFlow End Flow Run Report"],
    detail: { "flow-name": flowNames },
  };
}
