import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Finding } from "../../src/checks/finding.ts";
import { pathOf } from "../../src/checks/template-validation.ts";
import type { MadeApp } from "../../src/make-assemblies.ts";
import { logicalPath } from "../../src/shared/logical-path.ts";

interface LintMatch {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** Findings of cfn-lint in every template, warnings included. `python` is one that has it. */
export async function cfnLintFindings(
  python: string,
  apps: readonly MadeApp[],
): Promise<Finding[]> {
  const stacks = new Map(
    apps.flatMap(({ name, assembly }) =>
      assembly.stacks.map((stack) => [stack.templateFullPath, { name, stack }] as const),
    ),
  );
  const regions = new Set([...stacks.values()].map(({ stack }) => stack.environment.region));
  const options = ["--format", "json", "--regions", ...regions];
  const text = await outputOf(join(dirname(python), "cfn-lint"), [
    ...options,
    "--",
    ...stacks.keys(),
  ]);
  return (JSON.parse(text) as LintMatch[]).map(({ Rule, Message, Filename, Location }) => {
    const { name = "", stack } = stacks.get(Filename) ?? {};
    const logicalId = String(Location.Path?.[1]);
    return {
      checker: "templates",
      rule: Rule.Id,
      on: pathOf(name, stack, logicalId) ?? logicalPath(name, stack?.hierarchicalId ?? Filename),
      message: Message,
    };
  });
}

/** A checker that finds something ends with a code that is not 0, and prints it all the same. */
export async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const options = { maxBuffer: 1 << 28 };
  try {
    return (await promisify(execFile)(program, [...args], options)).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    if (/^\s*[[{]/.test(stdout)) return stdout;
    throw new Error(`${program} did not work: ${stderr.slice(-2000)}`, {
      cause: error,
    });
  }
}
