import { RemovalPolicy } from "aws-cdk-lib";
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

export interface PlatformKeyProps {
  /** Without `alias/`. */
  readonly alias: string;
  readonly description: string;
  /** Who uses the key, beside the account's own administration of it. */
  readonly statements: readonly PolicyStatement[];
}

/** A customer managed key that turns every year and outlives its stack. */
export class PlatformKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { alias, description, statements }: PlatformKeyProps) {
    super(scope, id);
    const key = new Key(this, "Key", {
      alias,
      description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({ statements: [administration(), ...statements] }),
    });
    this.keyArn = key.keyArn;
  }
}

/** Without it nobody could ever change the key's policy again (KMS developer guide, "Default key policy"). */
function administration(): PolicyStatement {
  return new PolicyStatement({
    sid: "AccountAdministersTheKey",
    principals: [new AccountRootPrincipal()],
    actions: ["kms:*"],
    resources: ["*"],
  });
}
