import { type Acknowledgement, newProblem, type Problem } from "@lakewright/config";
import { liesWithin } from "../shared/logical-path.ts";
import { type Checker, checkerOf, type Finding, namesOf, sortFindings } from "./finding.ts";
import { promiseBehind } from "./never-acknowledged.ts";

export interface Judgement {
  /** Findings that nobody has acknowledged. */
  readonly open: readonly Finding[];
  /** Acknowledgements that are wrong. */
  readonly problems: readonly Problem[];
}

/**
 * Sets aside the findings that somebody answers for. An acknowledgement must match a finding, if the checker of its
 * rule has run, and must not give up what the product promises.
 */
export function acknowledgeFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
  ran: ReadonlySet<Checker>,
): Judgement {
  const possible = acknowledgements.filter(({ finding }) => promiseBehind(finding) === undefined);
  const open = findings.filter((finding) => !possible.some((entry) => answersFor(entry, finding)));
  const stale = possible.filter(
    (entry) =>
      ran.has(checkerOf(entry.finding)) && !findings.some((finding) => answersFor(entry, finding)),
  );
  const wide = possible.filter(reachesRoles).map(isTooWide);
  return {
    open: sortFindings(open),
    problems: [...acknowledgements.flatMap(impossible), ...stale.map(isStale), ...wide],
  };
}

function answersFor({ finding, on }: Acknowledgement, { rule, on: place }: Finding): boolean {
  return namesOf(rule).includes(finding) && liesWithin(place, on);
}

function impossible({ finding, at }: Acknowledgement): Problem[] {
  const promise = promiseBehind(finding);
  if (promise === undefined) return [];
  const message = `"${finding}" cannot be acknowledged: ${promise}`;
  return [
    newProblem({
      code: "LW1802",
      at,
      message,
      hint: "remove the entry and correct what the checker finds",
    }),
  ];
}

function isStale({ finding, on, at }: Acknowledgement): Problem {
  const message = `nothing in "${on}" has the finding "${finding}"`;
  const hint = "remove the entry, correct its path, or say it in the environment that needs it";
  return newProblem({ code: "LW1801", at, message, hint });
}

/** Permissions of a role are acknowledged role by role: an app or a stack would cover every role to come. */
function reachesRoles({ finding, on }: Acknowledgement): boolean {
  return finding.startsWith("AwsSolutions-IAM5") && on.split("/").length < 3;
}

function isTooWide({ finding, on, at }: Acknowledgement): Problem {
  const message = `"${finding}" is acknowledged for all roles of "${on}"`;
  return newProblem({
    code: "LW1805",
    at,
    message,
    hint: "name the role, such as data_lake/zones/location-role",
  });
}
