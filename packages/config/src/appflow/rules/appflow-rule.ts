import type { PlatformDraft } from "../../sections/platform-draft.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import type { EntryDraft, FlowDraft } from "../draft/flow-draft.ts";

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
