import type { Access, Flow, Manifest } from "@lakewright/config";
import { anyEnvironment, anyFlow } from "../any-flow.ts";

/** Manifest of the handlers of `gtm` in `dev` with these rules. */
export function sampleManifest(
  access: Access | undefined,
  account: string,
  flows: readonly Flow[] = [anyFlow()],
): Manifest {
  const { name, standsFor, buckets } = anyEnvironment(flows);
  return {
    platform: "gtm",
    environment: { name, standsFor, account, region: "eu-west-1", buckets, flows, access },
  };
}
