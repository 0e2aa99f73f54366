import { checkerOf, ruleWithoutPack } from "./finding.ts";

/** Rules that cannot be acknowledged, by the promise of the product that they check: no folder can take it back. */
const families: readonly { readonly what: string; readonly rules: RegExp }[] = [
  {
    what: "data is encrypted at rest and on its way",
    rules:
      /Encrypt|KMS|SSL|TLS|^AwsSolutions-(S10|KMS5|SNS[23]|SQS[24]|KDF1|KDS[13]|DDB4|ATH1|GL[13])$/,
  },
  {
    what: "nothing is open to the public",
    rules: /Public|Unrestricted|^AwsSolutions-(S2|S5|EVB1|EC23)$/,
  },
  {
    what: "no role has `*` actions",
    rules: /^AwsSolutions-IAM5\[Action::|IAMPolicyNoStatementsWith(Admin|Full)Access/,
  },
];

/** Checkov numbers its rules: these say the same as the families above. */
const checkovFamilies: readonly { readonly what: string; readonly rules: readonly number[] }[] = [
  {
    what: "data is encrypted at rest and on its way",
    rules: [3, 7, 19, 26, 27, 35, 47, 58, 82, 94, 99, 119, 149, 158, 173, 187, 195],
  },
  {
    what: "nothing is open to the public",
    rules: [20, 24, 25, 32, 33, 53, 54, 55, 56, 57, 59, 69, 87, 88, 89, 258, 260],
  },
  { what: "no role has `*` actions", rules: [60, 61, 62, 63, 107, 110] },
];

/** The protection that an acknowledgement of this rule would give up; undefined if the rule may be acknowledged. */
export function promiseBehind(rule: string): string | undefined {
  if (checkerOf(rule) === "checkov") {
    const number = Number(/^CKV_AWS_(\d+)$/.exec(rule)?.[1]);
    return checkovFamilies.find(({ rules }) => rules.includes(number))?.what;
  }
  const plain = ruleWithoutPack(rule);
  return families.find(({ rules }) => rules.test(plain))?.what;
}
