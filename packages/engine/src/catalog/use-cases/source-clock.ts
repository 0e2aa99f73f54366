import type { CatalogPorts } from "../ports/catalog-ports.ts";

/** The current time on the sources' clock, by its offset in their newest run; sends no request to a source. */
export async function sourceClock({
  clock,
  ledger,
}: Pick<CatalogPorts, "clock" | "ledger">): Promise<Date> {
  return new Date(clock.now().getTime() + (await ledger.clockAheadMs()));
}
