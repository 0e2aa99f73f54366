/** A finding of a third-party checker about one construct. */
export interface Finding {
  readonly checker: Checker;
  /** As the checker spells it: `AwsSolutions-S1`, `HIPAA.Security-LambdaInsideVPC`, `W3010`, `CKV_AWS_18`. */
  readonly rule: string;
  /** Logical path of the construct, such as `data_lake/zones/raw`. */
  readonly on: string;
  readonly message: string;
}

/** `policy_packs` = cdk-nag; `templates` = CloudFormation's built-in validation and cfn-lint, whose rules have the same names. */
export type Checker = "policy_packs" | "templates" | "checkov";

/** The checker that a rule belongs to, by how its name is built. */
export function checkerOf(rule: string): Checker {
  if (/^CKV\d?_/.test(rule)) return "checkov";
  return /^[A-Z]\d{4}$/.test(rule) ? "templates" : "policy_packs";
}

/**
 * A rule without the pack that asks for it: `LambdaInsideVPC` is one rule in HIPAA, NIST and PCI. AwsSolutions has
 * names of its own.
 */
export function ruleWithoutPack(rule: string): string {
  return rule.replace(/^(HIPAA\.Security|NIST\.800\.53\.R5|PCI\.DSS\.321)-/, "");
}

/**
 * Names by which an acknowledgement may refer to a finding's rule: as it is spelled, without its pack, or, for permissions of a role,
 * `AwsSolutions-IAM5[Resource]` for every pattern but `*` alone: which tables or objects there are is not known before.
 */
export function namesOf(rule: string): readonly string[] {
  const isPattern = /^AwsSolutions-IAM5\[Resource::(?!\*\])/.test(rule);
  return [rule, ruleWithoutPack(rule), ...(isPattern ? ["AwsSolutions-IAM5[Resource]"] : [])];
}

/** By place and rule, each once: the same on every machine. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const byKey = new Map(findings.map((finding) => [`${finding.on}\0${finding.rule}`, finding]));
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map(([, finding]) => finding);
}
