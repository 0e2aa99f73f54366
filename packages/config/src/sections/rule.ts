import type { Finding } from "../source/finding.ts";
import type { PlatformDraft } from "./platform-draft.ts";

/** Collects one finding. */
export type Report = (finding: Finding) => void;

/** Checks the whole draft. The rules of a section are in its folder `rules`, one a file. */
export type Rule = (draft: PlatformDraft, report: Report) => void;
