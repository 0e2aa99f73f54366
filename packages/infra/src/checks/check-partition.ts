import { newProblem, type Problem } from "@lakewright/config";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";

/** ARNs in templates and policies begin with `arn:aws:`: elsewhere none of them would name anything. */
export function checkPartition({
  environment,
  deployment,
}: Pick<DeployedPlatform, "environment" | "deployment">): readonly Problem[] {
  const { region } = environment;
  if (!/^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/.test(region)) return [];
  const message = `${region} lies outside of the partition "aws", the only one that is deployed to yet`;
  return [
    newProblem({
      code: "LW1807",
      at: deployment.at,
      message,
      hint: "name a region of it, such as eu-west-1",
    }),
  ];
}
