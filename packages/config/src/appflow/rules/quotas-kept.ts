import { awsQuotas, maxEventRules, quotaUsage } from "../../aws-quotas.ts";
import { groupBy } from "../../group-by.ts";
import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import { flowStackCount } from "../../platform/flow-stack-count.ts";
import type { PlatformDraft } from "../../sections/platform-draft.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import { companionFlowName, draftHasCompanion } from "../companion.ts";
import type { FlowDraft } from "../draft/flow-draft.ts";

const { flows: maxFlows, connectorProfiles: maxProfiles } = awsQuotas.appFlow;

/** Each account stays within the quotas of AppFlow and EventBridge, with a warning from 80 % on. */
export const quotasKept: Rule = (draft, report) => {
  const deployed = draft.environments.filter(({ name }) => name !== "local");
  const accounts = groupBy(deployed, ({ account, region }) => `${account} in ${region}`);
  for (const [account, environments] of accounts) {
    checkFlows(draft, { account, environments }, report);
    checkRules(draft, { account, environments }, report);
  }
  const profiles = draft.connections.length;
  if (quotaUsage(profiles, maxProfiles) === undefined) return;
  const [{ place } = { place: draft.platformPlace }] = draft.connections.slice(-1);
  const message = `${profiles} connections, AppFlow's quota of connector profiles is ${maxProfiles}`;
  report({ code: "LW1603", place, message, hint: "the quota can be raised" });
};

interface Account {
  /** Account and region, for messages. */
  readonly account: string;
  readonly environments: readonly EnvironmentDraft[];
}

function checkFlows(draft: PlatformDraft, { account, environments }: Account, report: Report) {
  const flows = flowsIn(draft, environments);
  const parts = flows.reduce((sum, flow) => sum + partsOf(flow), 0);
  const companions = flows.filter(draftHasCompanion).length;
  const count = flows.length + parts + companions;
  const near = quotaUsage(count, maxFlows);
  if (near === undefined) return;
  const some = [
    ...(parts > 0 ? [`${parts} of them for parts of first loads`] : []),
    ...(companions > 0 ? [`${companions} of them for refreshes`] : []),
  ];
  const among = some.length === 0 ? "" : ` (${some.join(", ")})`;
  const message = `account ${account} would hold ${count} flows${among}, AppFlow's quota is ${maxFlows}`;
  const [{ place } = { place: draft.platformPlace }] = environments;
  if (near === "over")
    report({ code: "LW1601", place, message, hint: "spread the environments over accounts" });
  else report({ code: "LW1602", place, message });
}

const maxPatternLength = awsQuotas.eventBridge.patternLength;
/** Characters of a pattern besides the names of flows. */
const patternFrame = 120;
/** Rules besides those of the flows: reconciliation, table states, flows that AppFlow switched off. */
const otherRules = 4;

/** The maximum number of rules, however the flows are spread over their stacks, each of which has at least one. */
function checkRules(draft: PlatformDraft, { account, environments }: Account, report: Report) {
  const rules = environments.reduce((sum, environment) => {
    const names = flowsIn(draft, [environment]);
    const characters = names.reduce((all, flow) => all + charactersOf(flow), 0);
    const more = Math.floor(characters / (maxPatternLength - patternFrame));
    return sum + otherRules + Math.min(names.length, flowStackCount) + more;
  }, 0);
  const [first] = environments;
  const max = maxEventRules(first?.region);
  const near = quotaUsage(rules, max);
  if (near === undefined) return;
  const place = first?.place ?? draft.platformPlace;
  const message = `account ${account} would hold up to ${rules} rules of EventBridge, the quota is ${max}`;
  report({
    code: near === "over" ? "LW1607" : "LW1606",
    place,
    message,
    hint: "the quota can be raised",
  });
}

const quotes = 3;

/** A pattern holds each name in quotes, with a comma. */
function charactersOf(flow: FlowDraft): number {
  const { length } = flow.flowName;
  const companion = draftHasCompanion(flow) ? companionFlowName(flow.flowName).length + quotes : 0;
  return length + quotes + partsOf(flow) * (length + "-first-00".length + quotes) + companion;
}

function partsOf({ direction, settings }: FlowDraft): number {
  return direction === "in" ? settings.firstLoadCuts.length : 0;
}

function flowsIn({ flows }: PlatformDraft, environments: readonly EnvironmentDraft[]) {
  return flows.filter(({ environment }) => environments.includes(environment));
}
