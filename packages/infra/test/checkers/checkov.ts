import { resolve } from "node:path";
import type { Finding } from "../../src/checks/finding.ts";
import { pathOf } from "../../src/checks/template-validation.ts";
import type { MadeApp } from "../../src/make-assemblies.ts";
import { logicalPath } from "../../src/shared/logical-path.ts";
import { outputOf } from "./cfn-lint.ts";

interface CheckovReport {
  readonly results?: { readonly failed_checks: readonly FailedCheck[] };
  readonly summary?: { readonly parsing_errors: number };
  readonly parsing_errors?: number;
}

interface FailedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_abs_path: string;
  /** `AWS::S3::Bucket.<logical id>` */
  readonly resource: string;
}

/** Findings of checkov in every template. `python` is one that has it; it sends no request. */
export async function checkovFindings(
  python: string,
  apps: readonly MadeApp[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, assembly } of apps) {
    const options = ["--framework", "cloudformation", "--compact", "--quiet", "--skip-download"];
    const where = ["--directory", assembly.directory, "--output", "json"];
    const text = await outputOf(python, ["-m", "checkov.main", ...options, ...where]);
    // Where no rule applies there are counts alone.
    const { results, ...counts } = JSON.parse(text) as CheckovReport;
    const unread = (counts.summary ?? counts).parsing_errors;
    if (unread !== 0) throw new Error(`checkov cannot read ${unread} templates of ${name}`);
    const stacks = new Map(assembly.stacks.map((stack) => [stack.templateFullPath, stack]));
    for (const { check_id, check_name, file_abs_path, resource } of results?.failed_checks ?? []) {
      const stack = stacks.get(resolve(file_abs_path));
      const logicalId = resource.slice(resource.lastIndexOf(".") + 1);
      const place = stack?.hierarchicalId ?? file_abs_path;
      const on = pathOf(name, stack, logicalId) ?? logicalPath(name, place);
      findings.push({ checker: "checkov", rule: check_id, on, message: check_name });
    }
  }
  return findings;
}
