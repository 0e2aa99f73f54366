import type { LoadBalancerTargets, WarehouseAddresses } from "../ports/warehouse-targets.ts";

export interface TargetPorts {
  readonly warehouse: WarehouseAddresses;
  readonly targets: LoadBalancerTargets;
}

export interface TargetReport {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The warehouse sleeps or changes: nothing was done. */
  readonly isWaiting: boolean;
}

/**
 * Sends connections to where the warehouse is: its addresses change when it is resized, relocated or woken. New ones come in
 * before old ones go. While it sleeps or changes nothing is done, since an empty answer would cut off everybody.
 */
export async function reconcileTargets({ warehouse, targets }: TargetPorts): Promise<TargetReport> {
  const wanted = await warehouse.addresses();
  if (!wanted || wanted.length === 0) return { added: [], removed: [], isWaiting: true };
  const present = await targets.registered();
  const added = wanted.filter((address) => !present.includes(address));
  const removed = present.filter((address) => !wanted.includes(address));
  if (added.length > 0) await targets.register(added);
  if (removed.length > 0) await targets.deregister(removed);
  return { added, removed, isWaiting: false };
}
