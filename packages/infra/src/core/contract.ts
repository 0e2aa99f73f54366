import { CfnOutput, Fn, type Stack } from "aws-cdk-lib";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";

/** Outputs of `core` for the other apps, by name. Values that follow from a name are not here. */
export interface CoreContract {
  /** KMS key of the zones' objects. */
  readonly DataKeyArn: string;
  /** KMS key of logs, queues and topics. */
  readonly OperationsKeyArn: string;
}

/** Short name of the stack whose outputs are the contract. */
export const contractStack = "core-foundation";

/** Writes the contract as outputs of the foundation stack. */
export function publishContract(stack: Stack, contract: CoreContract): void {
  for (const [name, value] of Object.entries(contract)) new CfnOutput(stack, name, { value });
}

/** Reads the contract in another app: weak references, which block no deletion and are resolved at deployment. */
export function readContract(deployed: DeployedPlatform): CoreContract {
  const stack = regionalName(deployed, contractStack);
  const output = (name: keyof CoreContract) => Fn.getStackOutput(stack, name);
  return { DataKeyArn: output("DataKeyArn"), OperationsKeyArn: output("OperationsKeyArn") };
}
