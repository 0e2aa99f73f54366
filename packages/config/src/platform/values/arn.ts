import type { ValueProblem } from "../../values/value-check.ts";

/** An Amazon Resource Name, taken apart. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for services that are global, such as IAM. */
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN; undefined for other text. */
export function parseArn(text: string): Arn | undefined {
  const [, partition = "", service = "", region = "", account = "", resource = ""] =
    /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(\S+)$/.exec(text) ?? [];
  return resource === "" ? undefined : { partition, service, region, account, resource };
}

/** Form of the ARNs of one kind after the account, with an example for messages. */
export interface ArnKind {
  readonly what: string;
  readonly service: string;
  readonly resource: RegExp;
  readonly example: string;
}

export const arnKinds = {
  role: {
    what: "the ARN of an IAM role",
    service: "iam",
    resource: /^role\/[\w+=,.@/-]{1,512}$/,
    example: "arn:aws:iam::<account>:role/<name>",
  },
  policy: {
    what: "the ARN of an IAM policy",
    service: "iam",
    resource: /^policy\/[\w+=,.@/-]{1,512}$/,
    example: "arn:aws:iam::<account>:policy/<name>",
  },
  key: {
    what: "the ARN of a KMS key",
    service: "kms",
    resource: /^key\/[\w-]{1,64}$/,
    example: "arn:aws:kms:<region>:<account>:key/<id>; an alias will not do",
  },
  topic: {
    what: "the ARN of an SNS topic",
    service: "sns",
    resource: /^[\w-]{1,256}$/,
    example: "arn:aws:sns:<region>:<account>:<name>, not a FIFO topic",
  },
} as const satisfies Record<string, ArnKind>;

/** Checks that text is an ARN of one kind. */
export function checkArn({ what, service, resource, example }: ArnKind) {
  return (text: string): ValueProblem | undefined => {
    const arn = parseArn(text);
    if (arn?.service === service && resource.test(arn.resource)) return undefined;
    return { code: "LW1252", message: `must be ${what}`, hint: `such as ${example}` };
  };
}
