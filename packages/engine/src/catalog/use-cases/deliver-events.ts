import type { Flow } from "@lakewright/config";
import { flowOfEvent } from "../domain/end-of-run-event.ts";
import type { CatalogPorts } from "../ports/catalog-ports.ts";
import { type RegisterPorts, type Registration, registerRun } from "./register-run.ts";

/** Handles every waiting event of these flows; those of an earlier, killed process too. */
export async function deliverEvents(
  ports: Pick<CatalogPorts, "events" | "catalog" | "blobs" | "ledger">,
  flows: readonly Flow[],
): Promise<readonly Registration[]> {
  const registrations: Registration[] = [];
  for (const event of await ports.events.pending()) {
    if (!flows.some(({ name }) => name === flowOfEvent(event))) continue;
    registrations.push(await registerRun(registerPorts(ports), flows, event));
    await ports.events.settle(event.id);
  }
  return registrations;
}

/** The registrar's ports on one machine, where the ledger knows what each run loaded. */
export function registerPorts({
  catalog,
  blobs,
  ledger,
}: Pick<CatalogPorts, "catalog" | "blobs" | "ledger">): RegisterPorts {
  return { catalog, blobs, describedFields: (_, executionId) => ledger.fieldsOfRun(executionId) };
}
