import type { Flow } from "@lakewright/config";
import { type RegisterPorts, type Registration, registerRun } from "@lakewright/engine";

/** Handles `AppFlow End Flow Run Report` events. A throw leaves the event to be delivered again. */
export function registerRunHandler(
  ports: RegisterPorts,
  flows: readonly Flow[],
): (event: unknown) => Promise<Registration> {
  return (event) => registerRun(ports, flows, event);
}
