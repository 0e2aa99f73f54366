import type { CatalogPorts } from "../ports/catalog-ports.ts";

/** What the sources' clock shows now, as far as their newest run tells; no source is asked. */
export async function sourceClock({
  clock,
  ledger,
}: Pick<CatalogPorts, "clock" | "ledger">): Promise<Date> {
  return new Date(clock.now().getTime() + (await ledger.clockAheadMs()));
}
