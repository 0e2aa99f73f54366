/** Where the warehouse answers at this moment. */
export interface WarehouseAddresses {
  /** Private IPv4 addresses; undefined while it sleeps or changes, when none can be relied on. */
  addresses(): Promise<readonly string[] | undefined>;
}

/** Targets to which a load balancer sends connections. */
export interface LoadBalancerTargets {
  /** Addresses that take connections; those that are being taken out are not among them. */
  registered(): Promise<readonly string[]>;
  register(addresses: readonly string[]): Promise<void>;
  /** Takes addresses out; connections that are open end by themselves. */
  deregister(addresses: readonly string[]): Promise<void>;
}
