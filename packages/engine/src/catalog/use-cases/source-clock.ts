import type { Ports } from "../../ports.ts";

/** What the sources' clock shows now, as far as their newest run tells; no source is asked. */
export async function sourceClock({
  clock,
  ledger,
}: Pick<Ports, "clock" | "ledger">): Promise<Date> {
  return new Date(clock.now().getTime() + (await ledger.clockAheadMs()));
}
