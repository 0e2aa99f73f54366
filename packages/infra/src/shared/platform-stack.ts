import { DefaultStackSynthesizer, type IStackSynthesizer, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "./deployed-platform.ts";

/** A stack of one environment: concrete account and region, the platform's tags, protected from deletion. */
export class PlatformStack extends Stack {
  readonly deployed: DeployedPlatform;

  /** `what` names the stack after platform and environment: `gtm-dev-<what>`. */
  constructor(scope: Construct, deployed: DeployedPlatform, what: string, description: string) {
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
  }
}

/** CDK's own types do not hold under `exactOptionalPropertyTypes`. */
function synthesizerOf({ deployment }: DeployedPlatform): IStackSynthesizer {
  return new DefaultStackSynthesizer({ qualifier: deployment.qualifier }) as IStackSynthesizer;
}
