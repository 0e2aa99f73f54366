import { describe, expect, test } from "vitest";
import type { WarehouseAddresses } from "../../src/redshift/ports/warehouse-targets.ts";

/** `changing` = being created, resized or paused; otherwise available at this address. */
export type WarehouseState = "changing" | { readonly available: string };

/** Contract of every adapter that finds a warehouse. `make` gives one for a warehouse in this state. */
export function warehouseAddressesContract(
  name: string,
  make: (state: WarehouseState) => WarehouseAddresses,
): void {
  describe(`${name}'s addresses`, () => {
    test("tells the private address of a warehouse that is available", async () => {
      expect(await make({ available: "10.0.0.6" }).addresses()).toEqual(["10.0.0.6"]);
    });
    test("tells no address while the warehouse is changing", async () => {
      expect(await make("changing").addresses()).toBeUndefined();
    });
  });
}
