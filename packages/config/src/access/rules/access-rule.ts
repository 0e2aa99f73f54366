import type { PlatformDraft } from "../../sections/platform-draft.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import type { AccessDraft } from "../draft/access-draft.ts";

/** A rule about access.yaml; folders without one pass. */
export function aboutAccess(
  check: (access: AccessDraft, report: Report, draft: PlatformDraft) => void,
): Rule {
  return (draft, report) => {
    if (draft.access) check(draft.access, report, draft);
  };
}
