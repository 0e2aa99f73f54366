import { DefaultStackSynthesizer, type IStackSynthesizer, Stack, Tags } from "aws-cdk-lib";
import { ManagedPolicy, PermissionsBoundary } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "./deployed-platform.ts";
import { boundaryArn } from "./zone-readers.ts";

export interface PlatformStackProps {
  /** Names the stack after platform and environment: `gtm-dev-<what>`. */
  readonly what: string;
  readonly description: string;
}

/** A stack of one environment: concrete account and region, the platform's tags, protected from deletion. */
export class PlatformStack extends Stack {
  readonly deployed: DeployedPlatform;

  constructor(
    scope: Construct,
    deployed: DeployedPlatform,
    { what, description }: PlatformStackProps,
  ) {
    const { account, region, tags } = deployed.environment;
    super(scope, what, {
      stackName: regionalName(deployed, what),
      description,
      env: { account, region },
      terminationProtection: true,
      synthesizer: synthesizerOf(deployed),
    });
    this.deployed = deployed;
    const { name, owner } = deployed.platform;
    const own = { "lakewright:platform": name, "lakewright:owner": owner };
    for (const [key, value] of Object.entries({ ...own, ...tags })) Tags.of(this).add(key, value);
    const boundary = ManagedPolicy.fromManagedPolicyArn(
      this,
      "boundary-of-roles",
      boundaryArn(deployed),
    );
    PermissionsBoundary.of(this).apply(boundary);
  }
}

/** CDK's own types do not hold under `exactOptionalPropertyTypes`. */
function synthesizerOf({ deployment }: DeployedPlatform): IStackSynthesizer {
  return new DefaultStackSynthesizer({
    qualifier: deployment.qualifier,
    // `doctor` checks the bootstrap's version; a parameter and a rule in every template would repeat it.
    generateBootstrapVersionRule: false,
  }) as IStackSynthesizer;
}
