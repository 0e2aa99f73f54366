import type { EnvironmentDraft, PlatformDraft } from "../draft/platform-draft.ts";
import { groupBy } from "../group-by.ts";
import type { Rule } from "./rule.ts";

const mostFlows = 1000;
const mostProfiles = 100;
const warnAt = 0.8;

/** What one account would hold stays within AppFlow's quotas; from 80 % on it is said. */
export const quotasKept: Rule = (draft, report) => {
  const deployed = draft.environments.filter(({ name }) => name !== "local");
  const accounts = groupBy(deployed, ({ account, region }) => `${account} in ${region}`);
  for (const [account, environments] of accounts) {
    const [{ place } = { place: draft.platformPlace }] = environments;
    const flows = flowCount(draft, environments);
    const message = `account ${account} would hold ${flows} flows, AppFlow's quota is ${mostFlows}`;
    if (flows > mostFlows)
      report("LW1601", place, message, "spread the environments over accounts");
    else if (flows >= mostFlows * warnAt) report("LW1602", place, message);
  }
  const profiles = draft.connections.length;
  if (profiles < mostProfiles * warnAt) return;
  const [{ place } = { place: draft.platformPlace }] = draft.connections.slice(-1);
  const message = `${profiles} connections, AppFlow's quota of connector profiles is ${mostProfiles}`;
  report("LW1603", place, message, "the quota can be raised");
};

function flowCount({ flows }: PlatformDraft, environments: readonly EnvironmentDraft[]): number {
  return flows.filter(({ environment }) => environments.includes(environment)).length;
}
