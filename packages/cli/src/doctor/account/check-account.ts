import type { Deployment, Environment } from "@lakewright/config";
import type { Finding } from "../finding.ts";
import { type AccountItem, accountItems } from "./account-items.ts";
import type { AwsAccount } from "./aws-account.ts";
import { awsFailure } from "./aws-failure.ts";

/** A question that takes longer is answered by nobody. */
const answerWithinMs = 20_000;

/**
 * Checks the resources that an environment needs in its account: directly where the credentials are those of the account, or listed
 * with the command that checks it by hand.
 */
export async function checkAccount(
  aws: AwsAccount,
  environment: Environment,
  deployment: Deployment,
): Promise<Finding[]> {
  const items = accountItems(environment, deployment);
  const { finding, unchecked } = await checkCredentials(aws, environment);
  if (unchecked !== undefined)
    return [finding, ...items.map((item) => notChecked(item, unchecked))];
  return [finding, ...(await Promise.all(items.map((item) => checkItem(aws, item))))];
}

interface Credentials {
  readonly finding: Finding;
  /** Why nothing else can be checked. */
  readonly unchecked?: string;
}

async function checkCredentials(
  aws: AwsAccount,
  { name, account }: Environment,
): Promise<Credentials> {
  const what = "credentials";
  try {
    const caller = await within(answerWithinMs, aws.caller());
    if (caller.account === account)
      return { finding: { what, state: "ok", says: `${caller.arn} in account ${account}` } };
    const says = `the credentials are of account ${caller.account}, environment ${name} is in ${account}`;
    const todo = "choose others: AWS_PROFILE=…, or aws sso login";
    return {
      finding: { what, state: "fail", says, todo },
      unchecked: "credentials of another account",
    };
  } catch (error) {
    const { kind, says, todo } = awsFailure(error);
    if (kind !== "no_credentials")
      return { finding: { what, state: "fail", says, todo }, unchecked: "AWS did not answer" };
    const byHand = "aws sts get-caller-identity";
    const needs = `not checked: no credentials; needed are those of account ${account} (${says})`;
    return {
      finding: { what, state: "warn", says: needs, todo: `${todo}; by hand: ${byHand}` },
      unchecked: "no credentials",
    };
  }
}

function notChecked({ what, needs, byHand }: AccountItem, why: string): Finding {
  return {
    what,
    state: "warn",
    says: `not checked: ${why}; needed: ${needs}`,
    todo: `by hand: ${byHand}`,
  };
}

async function checkItem(aws: AwsAccount, item: AccountItem): Promise<Finding> {
  try {
    return { what: item.what, ...(await within(answerWithinMs, item.check(aws))) };
  } catch (error) {
    const { kind, says, todo } = awsFailure(error);
    // Without the permission to look, a resource may still exist: somebody with it should check.
    if (kind === "not_allowed") return notChecked(item, says);
    const asked = `${says}; needed: ${item.needs}`;
    return {
      what: item.what,
      state: "fail",
      says: asked,
      todo: `${todo}; by hand: ${item.byHand}`,
    };
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no answer in ${ms / 1000} s`), { name: "TimeoutError" });
    timer = setTimeout(() => reject(error), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
