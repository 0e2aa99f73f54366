import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName } from "../shared/deployed-platform.ts";
import { boundaryActions } from "./boundary-actions.ts";

/** Bounds what any role of the platform can do, whatever its own policies say. */
export class PermissionsBoundary extends Construct {
  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: DeployedPlatform }) {
    super(scope, id);
    new ManagedPolicy(this, "Policy", {
      managedPolicyName: globalName(deployed, "boundary"),
      description: "The most that a role of the platform can do",
      statements: [
        new PolicyStatement({
          sid: "WhatThePlatformNeeds",
          actions: [...boundaryActions],
          resources: ["*"],
          // Some of them, such as traces, name no resource and so no account.
          conditions: {
            StringEqualsIfExists: { "aws:ResourceAccount": deployed.environment.account },
          },
        }),
      ],
    });
  }
}
