import { describe, expect, test } from "vitest";
import type { EltBuilder } from "../../src/elt/ports/elt-builder.ts";

/** Contract of every builder with kept texts, folders and states. dbt's result is tested elsewhere. */
export function eltBuilderContract(name: string, make: () => Promise<EltBuilder>): void {
  describe(`${name} as a builder`, () => {
    test("gives a kept text back by its build and name, the newest of a name", async () => {
      const builder = await make();
      await builder.keep("load-1", "failure.json", "old");
      await builder.keep("load-1", "failure.json", "näw\n");
      await builder.keep("load-2", "failure.json", "other");
      expect(await builder.kept("load-1", "failure.json")).toBe("näw\n");
      expect(await builder.kept("load-2", "failure.json")).toBe("other");
    });
    test("has no text that was not kept", async () => {
      const builder = await make();
      await builder.keep("load-1", "failure.json", "x");
      expect(await builder.kept("load-1", "lineage.json")).toBeUndefined();
      expect(await builder.kept("load-2", "failure.json")).toBeUndefined();
    });
    test("digests a folder that is not there to nothing", async () => {
      expect(await (await make()).digestOf("/nowhere/at/all")).toBe("");
    });
    test("removes a state; one that is not there is fine", async () => {
      await (await make()).remove("/nowhere/at/all/warehouse.duckdb");
    });
  });
}
