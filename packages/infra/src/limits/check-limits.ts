import { readFileSync } from "node:fs";
import type { SynthesizedApp } from "../synthesized-app.ts";
import { type LimitName, limits } from "./limits.ts";
import { type Measure, measureStack } from "./measure-stack.ts";
import type { WrittenStack } from "./template.ts";

/** Something that is near or beyond what AWS allows. */
export interface LimitFinding {
  /** An error cannot be deployed. */
  readonly severity: "warning" | "error";
  readonly code: string;
  readonly where: string;
  readonly used: number;
  readonly most: number;
  readonly message: string;
  readonly hint: string;
}

const warnAt = 0.8;

/** What of the written assemblies is at 80 % or more of a limit, in the order of apps and stacks. */
export function checkLimits(apps: readonly SynthesizedApp[]): readonly LimitFinding[] {
  return findLimits(
    apps.flatMap(({ stacks }) =>
      stacks.map(({ name, bytes, template }) => ({
        name,
        bytes,
        template: JSON.parse(readFileSync(template, "utf8")),
      })),
    ),
  );
}

/** The same over templates as they are. */
export function findLimits(stacks: readonly WrittenStack[]): readonly LimitFinding[] {
  const measures = [...stacks.flatMap(measureStack), ...measureAccount(stacks)];
  return measures.flatMap(findingOf);
}

/** What all stacks share: quotas of the account. */
function measureAccount(stacks: readonly WrittenStack[]): readonly Measure[] {
  const types = stacks.flatMap(({ template }) => Object.values(template.Resources ?? {}));
  const count = (limit: LimitName, type: string): Measure => ({
    limit,
    where: "account",
    used: types.filter(({ Type }) => Type === type).length,
  });
  return [count("flows", "AWS::AppFlow::Flow"), count("rules", "AWS::Events::Rule")];
}

function findingOf({ limit, where, used, mostly }: Measure): LimitFinding[] {
  const { code, what, most, hint } = limits[limit];
  if (used < most * warnAt) return [];
  // At the limit is still allowed.
  const severity = used > most ? "error" : "warning";
  const percent = Math.floor((used / most) * 100);
  const largest = mostly ? `; most in ${mostly}` : "";
  const message = `${number(used)} ${what}, AWS allows ${number(most)} (${percent} %)${largest}`;
  return [{ severity, code, where, used, most, message, hint }];
}

const number = (value: number) => value.toLocaleString("en-US");
