import type { Flow } from "@lakewright/config";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { failureOf, isPlatformError } from "../report-failure.ts";
import type { Finding } from "./finding.ts";

/** Tries each connection that flows use from this machine. Names are shown, values never. */
export function checkConnections({ environment, ports }: OpenPlatform): Promise<Finding[]> {
  return Promise.all(
    Object.values(environment.connections).map(async ({ name }): Promise<Finding> => {
      const flow = environment.flows.find(({ profile }) => profile === name);
      if (!ports.canRead({ profile: name }))
        return findingOn(name, {
          state: "warn",
          says: "does not run on this machine",
          todo: "nothing: it is validated here and runs where it is deployed",
        });
      if (!flow)
        return findingOn(name, {
          state: "warn",
          says: "no flow uses it",
          todo: "remove it, or add a flow in appflow.yaml",
        });
      return signIn(name, flow, ports.openSource);
    }),
  );
}

async function signIn(
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
    return findingOn(name, { state: "ok", says: `signed in to ${id}, ${kind}` });
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    const { code, message, hint } = await failureOf(error);
    const todo = hint === undefined ? {} : { todo: hint };
    return findingOn(name, { state: "fail", says: `${code}  ${message}`, ...todo });
  }
}

function findingOn(name: string, { says, ...finding }: Omit<Finding, "what">): Finding {
  return { what: "connection", says: `${name}: ${says}`, ...finding };
}
