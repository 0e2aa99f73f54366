import { showNumberOf } from "../output/amounts.ts";

interface Skipped {
  readonly flow: string;
  readonly reason: string;
}

/** Flows that did not run: those that are not due as one line, the others by their reason. */
export function skippedLines(skipped: readonly Skipped[]): string[] {
  const waiting = skipped.filter(({ reason }) => reason.startsWith("not due"));
  const others = skipped.filter(({ reason }) => !reason.startsWith("not due"));
  const reasons = [...new Set(others.map(({ reason }) => reason))];
  const lines = reasons.map((reason) => {
    const flows = others.filter((each) => each.reason === reason).map(({ flow }) => flow);
    return `${flows.join(", ")}: ${reason}`;
  });
  if (waiting.length === 0) return lines;
  const hint = "name them to run them anyway";
  return [...lines, `${showNumberOf(waiting.length, "flow")} not due yet; ${hint}`];
}
