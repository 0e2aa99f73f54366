/**
 * How many characters a policy will have in the account, without the blanks between them, which IAM does not count. What is
 * known only at deployment, such as the ARN of a resource, is taken as long as ARNs usually are.
 */
export function policyLength(document: unknown): number {
  return JSON.stringify(deployed(document))?.length ?? 0;
}

/** ARNs of roles and secrets have 60 to 120 characters. */
const unknownValue = "x".repeat(100);

const pseudoParameters: Readonly<Record<string, string>> = {
  "AWS::AccountId": "111111111111",
  "AWS::Partition": "aws",
  "AWS::Region": "ap-northeast-1",
  "AWS::URLSuffix": "amazonaws.com",
};

function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [[key, argument] = ["", undefined]] = entries;
  if (entries.length === 1 && (key === "Ref" || key.startsWith("Fn::")))
    return evaluated(key, argument);
  return Object.fromEntries(entries.map(([name, inner]) => [name, deployed(inner)]));
}

function evaluated(intrinsic: string, argument: unknown): string {
  if (intrinsic === "Ref") return pseudoParameters[String(argument)] ?? unknownValue;
  if (intrinsic === "Fn::Join" && Array.isArray(argument) && Array.isArray(argument[1]))
    return argument[1].map((part) => String(deployed(part))).join(String(argument[0]));
  if (intrinsic === "Fn::Sub") return substituted(argument);
  return unknownValue;
}

function substituted(argument: unknown): string {
  const text = String(Array.isArray(argument) ? argument[0] : argument);
  return text.replace(
    /\$\{([^}]*)\}/g,
    (_, name: string) => pseudoParameters[name] ?? unknownValue,
  );
}
