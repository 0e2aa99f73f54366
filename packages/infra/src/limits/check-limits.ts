import { readFileSync } from "node:fs";
import { quotaUsage } from "@lakewright/config/aws-quotas";
import type { SynthesizedApp } from "../synthesized-app.ts";
import { type LimitName, limits } from "./limits.ts";
import { type Measure, measureStack } from "./measure-stack.ts";
import type { WrittenStack } from "./template.ts";

/** Something that is near or beyond what AWS allows; `synth --json` prints it as it is. */
export interface LimitFinding {
  /** An error cannot be deployed. */
  readonly severity: "warning" | "error";
  readonly code: string;
  readonly where: string;
  readonly used: number;
  /** Maximum that AWS allows. */
  readonly most: number;
  readonly message: string;
  readonly hint: string;
}

/** Everything in the written assemblies that takes 80 % or more of a limit, in the order of apps and stacks. */
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

/** Use of the account's quotas, which all stacks share. */
function measureAccount(stacks: readonly WrittenStack[]): readonly Measure[] {
  const types = stacks.flatMap(({ template }) => Object.values(template.Resources ?? {}));
  const count = (limit: LimitName, type: string): Measure => ({
    limit,
    where: "account",
    used: types.filter(({ Type }) => Type === type).length,
  });
  return [count("flows", "AWS::AppFlow::Flow"), count("rules", "AWS::Events::Rule")];
}

function findingOf({ limit, where, used, largest }: Measure): LimitFinding[] {
  const { code, what, max, hint } = limits[limit];
  const usage = quotaUsage(used, max);
  if (usage === undefined) return [];
  const severity = usage === "over" ? "error" : "warning";
  const percent = Math.floor((used / max) * 100);
  const largestIn = largest ? `; most in ${largest}` : "";
  const message = `${number(used)} ${what}, AWS allows ${number(max)} (${percent} %)${largestIn}`;
  return [{ severity, code, where, used, most: max, message, hint }];
}

const number = (value: number) => value.toLocaleString("en-US");
