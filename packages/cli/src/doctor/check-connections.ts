import type { Flow } from "@lakewright/config";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { failureOf, isPlatformError } from "../report-failure.ts";
import type { Finding } from "./finding.ts";

/** Whether each connection that flows use lets this machine in. Names are shown, values never. */
export function checkConnections({ environment, ports }: OpenPlatform): Promise<Finding[]> {
  return Promise.all(
    Object.values(environment.connections).map(async ({ name }): Promise<Finding> => {
      const flow = environment.flows.find(({ profile }) => profile === name);
      if (!ports.canRead({ profile: name }))
        return found(
          name,
          "warn",
          "does not run on one machine",
          "it is validated and will be deployed",
        );
      if (!flow)
        return found(name, "warn", "no flow uses it", "remove it, or add a flow in appflow.yaml");
      return reach(name, flow, ports.openSource);
    }),
  );
}

async function reach(
  name: string,
  flow: Flow,
  openSource: OpenPlatform["ports"]["openSource"],
): Promise<Finding> {
  try {
    const { id, isSandbox, isLocal } = await openSource(flow).organization();
    const kind = isLocal
      ? "served from this machine"
      : isSandbox
        ? "a test org"
        : "a production org";
    return found(name, "ok", `signed in to ${id}, ${kind}`);
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    const { code, message, hint } = await failureOf(error);
    return found(name, "fail", `${code}  ${message}`, hint);
  }
}

function found(name: string, state: Finding["state"], says: string, todo?: string): Finding {
  return {
    state,
    what: "connection",
    says: `${name}: ${says}`,
    ...(todo === undefined ? {} : { todo }),
  };
}
