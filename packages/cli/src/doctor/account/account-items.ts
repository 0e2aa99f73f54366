import type { Deployment, Environment, Flow } from "@lakewright/config";
import { awsQuotas, quotaUsage } from "@lakewright/config/aws-quotas";
import { firstLoadSlices } from "@lakewright/engine/domain/first-load-slice";
import { showCount, showNumberOf } from "../../output/amounts.ts";
import type { Finding } from "../finding.ts";
import type { AwsAccount } from "./aws-account.ts";

/** One thing that an account must have, how to see it by hand, and how to check it. */
export interface AccountItem {
  readonly what: string;
  readonly needs: string;
  readonly byHand: string;
  check(account: AwsAccount): Promise<Verdict>;
}

export type Verdict = Omit<Finding, "what">;

/** All that must be there before the first deployment, in the order in which it is made. */
export function accountItems(
  environment: Environment,
  deployment: Deployment,
): readonly AccountItem[] {
  return [
    bootstrap(environment, deployment),
    lakeAdministrator(environment, deployment),
    ...connectorProfiles(environment),
    flowQuota(environment),
  ];
}

/** The oldest that the templates deploy with: `MIN_BOOTSTRAP_STACK_VERSION` of CDK's DefaultStackSynthesizer. */
const minBootstrap = 6;

function bootstrap({ account, region }: Environment, { qualifier }: Deployment): AccountItem {
  const needs = `CDK bootstrap with qualifier ${qualifier}, version ${minBootstrap} or later`;
  const named = qualifier === "hnb659fds" ? "" : ` --toolkit-stack-name CDKToolkit-${qualifier}`;
  const todo = `npx cdk bootstrap aws://${account}/${region} --qualifier ${qualifier}${named}`;
  return {
    what: "bootstrap",
    needs,
    byHand: `aws ssm get-parameter --name /cdk-bootstrap/${qualifier}/version --region ${region}`,
    async check(aws) {
      const version = await aws.bootstrapVersion(qualifier);
      if (version === undefined) return { state: "fail", says: `missing: ${needs}`, todo };
      const says = `CDK bootstrap ${qualifier} has version ${version}`;
      if (version >= minBootstrap) return { state: "ok", says };
      return { state: "fail", says: `${says}, ${minBootstrap} is needed`, todo };
    },
  };
}

/**
 * CloudFormation acts as this role; unless it administers Lake Formation, databases are refused. `core` makes it one, so
 * that before the first deployment nothing is wrong.
 */
function lakeAdministrator(
  { account, region }: Environment,
  { qualifier }: Deployment,
): AccountItem {
  const name = `cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
  return {
    what: "lake admin",
    needs: `${name} administers Lake Formation in ${region}`,
    byHand: `aws lakeformation get-data-lake-settings --region ${region}`,
    async check(aws) {
      const administrators = await aws.lakeAdministrators();
      const isThere = administrators.some((arn) => isRole(arn, account, name));
      if (isThere) return { state: "ok", says: `${name} administers Lake Formation` };
      return {
        state: "warn",
        says: `${name} does not administer Lake Formation in ${region}`,
        todo: "core adds it: deploy it before data_lake; if it is deployed, see who else writes Lake Formation's settings",
      };
    },
  };
}

function isRole(arn: string, account: string, name: string): boolean {
  const [, , service, , owner, resource = ""] = arn.split(":");
  return service === "iam" && owner === account && resource.split("/").at(-1) === name;
}

function connectorProfiles({ flows, region }: Environment): AccountItem[] {
  const first = new Map<string, Flow>();
  for (const flow of flows) if (!first.has(flow.profile)) first.set(flow.profile, flow);
  return [...first].map(([profile, { source, destination, direction }]) => {
    const type = direction === "out" ? destination : source;
    return {
      what: "profile",
      needs: `AppFlow has the connector profile ${profile} of type ${type}`,
      byHand: `aws appflow describe-connector-profiles --connector-profile-names '${profile}' --region ${region}`,
      async check(aws) {
        const found = (await aws.connectorProfiles()).get(profile);
        if (found === type) return { state: "ok", says: `${profile} is there` };
        const says =
          found === undefined
            ? `AppFlow has no connector profile ${profile}`
            : `connector profile ${profile} is of type ${found}, flows need ${type}`;
        const todo = `make it under Connections of the AppFlow console in ${region}, of type ${type}, with this name`;
        return { state: "fail", says, todo };
      },
    };
  });
}

const maxFlows = awsQuotas.appFlow.flows;

/** AppFlow's quota counts the flows that others have in the account too. */
function flowQuota({ flows, region }: Environment): AccountItem {
  const own = flows.flatMap((flow) => [flow, ...firstLoadSlices(flow)].map(({ name }) => name));
  return {
    what: "flow quota",
    needs: `room for ${showCount(own.length)} of AppFlow's ${showCount(maxFlows)} flows an account`,
    byHand: `aws appflow list-flows --region ${region} --query 'length(flows)'`,
    async check(aws) {
      const all = new Set([...(await aws.flowNames()), ...own]);
      const others = all.size - own.length;
      const says = `${showNumberOf(own.length, "flow")} beside ${showNumberOf(others, "other")}, AppFlow's quota is ${showCount(maxFlows)}`;
      const usage = quotaUsage(all.size, maxFlows);
      if (usage === undefined) return { state: "ok", says };
      const todo = "delete flows that nobody needs, or spread the environments over accounts";
      return { state: usage === "over" ? "fail" : "warn", says, todo };
    },
  };
}
