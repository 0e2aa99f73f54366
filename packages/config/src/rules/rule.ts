import type { ProblemCode } from "../problem-codes.ts";
import type { EntryDraft, FlowDraft, Place, PlatformDraft } from "../sections/platform-draft.ts";

/** Takes down one problem at a place. */
export type Report = (code: ProblemCode, place: Place, message: string, hint?: string) => void;

/** Judges the whole draft; each file beside this one holds one. */
export type Rule = (draft: PlatformDraft, report: Report) => void;

/** A rule about each object in each environment that has it. */
export function eachEntry(
  check: (entry: EntryDraft, report: Report, draft: PlatformDraft) => void,
): Rule {
  return (draft, report) => {
    for (const entry of draft.entries) check(entry, report, draft);
  };
}

/** A rule about each flow. */
export function eachFlow(
  check: (flow: FlowDraft, report: Report, draft: PlatformDraft) => void,
): Rule {
  return (draft, report) => {
    for (const flow of draft.flows) check(flow, report, draft);
  };
}
