import type { Report, Rule } from "../../sections/rule.ts";
import type { Place } from "../../source/place.ts";
import type { EnvironmentDraft } from "../draft/draft-environments.ts";
import { type Arn, parseArn } from "../values/arn.ts";

/** ARNs of an environment are of its account, region and partition. */
export const arnsOfEnvironment: Rule = ({ environments }, report) => {
  for (const environment of environments) {
    if (environment.name === "local") continue;
    for (const { key, text, within } of arnsIn(environment)) {
      const arn = parseArn(text);
      if (arn === undefined) continue;
      const { section, path } = environment.deployment.place;
      const aim = within ? { within: text } : {};
      check(environment, { key, arn, place: { section, path: [...path, key], aim } }, report);
    }
  }
};

interface NamedArn {
  readonly key: string;
  readonly arn: Arn;
  readonly place: Place;
}

function check(environment: EnvironmentDraft, { key, arn, place }: NamedArn, report: Report): void {
  const { name, account, region } = environment;
  const differ = (what: string, own: string, theirs: string) =>
    report({
      code: "LW1253",
      place,
      message: `${key} is in ${what} ${own}, environment ${name} in ${theirs}`,
      hint: `name one of ${theirs}`,
    });
  // Policies that AWS manages belong to every account.
  if (account !== "" && arn.account !== account && arn.account !== "aws")
    differ("account", arn.account || "none", account);
  if (region !== "" && arn.region !== "" && arn.region !== region)
    differ("region", arn.region, region);
  const partition = partitionOf(region);
  if (region !== "" && arn.partition !== partition) differ("partition", arn.partition, partition);
}

function arnsIn({ deployment }: EnvironmentDraft) {
  const one = (key: string, text: string | undefined) =>
    text === undefined ? [] : [{ key, text, within: false }];
  return [
    ...one("permissions_boundary", deployment.permissionsBoundary),
    ...one("key", deployment.key),
    ...one("location_role", deployment.locationRole),
    ...one("alarm_topic", deployment.alarmTopic),
    ...deployment.lakeAdministrators.map((text) => ({
      key: "lake_administrators",
      text,
      within: true,
    })),
  ];
}

/** The AWS partition of a region. */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
