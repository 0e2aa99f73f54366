import { expect, test } from "vitest";
import { problemsIn } from "../../../test/check-texts.ts";
import { inPlatform, type RuleCase } from "../../../test/rule-cases.ts";

const cases: readonly RuleCase[] = [
  {
    fault: "a bucket name that would be too long",
    texts: inPlatform("name: gtm", "name: go-to-market-platform-emea"),
    problems: [
      "platform.yaml:5:5  LW1201  bucket \"go-to-market-platform-emea-dev-quarantine-111111111111-eu-west-1\" would have 64 characters, S3 allows 63\n  hint: shorten the platform's or environment's name by 1",
      "platform.yaml:6:5  LW1201  bucket \"go-to-market-platform-emea-prod-quarantine-222222222222-eu-west-1\" would have 65 characters, S3 allows 63\n  hint: shorten the platform's or environment's name by 2",
    ],
  },
  {
    fault: "local standing for nothing that is declared",
    texts: inPlatform("    dev:", "    local: { stands_for: dve }\n    dev:"),
    problems: [
      'platform.yaml:5:26  LW1202  no environment is called "dve"\n  hint: did you mean "dev"?',
    ],
  },
  {
    fault: "no environment that could be deployed",
    texts: { platform: "platform:\n  name: gtm\n  owner: me\n  environments:\n    local: {}\n" },
    problems: [
      'platform.yaml:4:3  LW1203  no environment is declared besides local\n  hint: add dev: { account: "…", region: … }; nothing is deployed by declaring it',
    ],
  },
  {
    fault: "a region that does not exist",
    texts: inPlatform('"111111111111", region: eu-west-1', '"111111111111", region: eu-wst-1'),
    problems: [
      'platform.yaml:5:45  LW1204  warning: "eu-wst-1" is not a region known to this version\n  hint: did you mean "eu-west-1"?',
    ],
  },
  {
    fault: "an environment called all",
    texts: inPlatform("dev:", "all:"),
    problems: [
      'platform.yaml:5:5  LW1206  an environment cannot be called "all"\n  hint: lower-case letters, digits and single hyphens, starting with a letter; not all or na',
    ],
  },
  {
    fault: "tags that AWS refuses",
    texts: inPlatform("  owner:", '  tags: { "aws:x": a, team: "a|b" }\n  owner:'),
    problems: [
      'platform.yaml:3:11  LW1205  the tag "aws:x" starts with aws:, which AWS keeps for itself',
      'platform.yaml:3:29  LW1205  the value of tag "team" holds a character that AWS refuses',
    ],
  },
];

test.each(cases)("reports $fault at its place", ({ texts, problems }) => {
  expect(problemsIn(texts).sort()).toEqual([...problems].sort());
});
