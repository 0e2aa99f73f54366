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
    test("forgets builds, but not those that are needed and the newest ones", async () => {
      const builder = await make();
      await builder.forget(new Set(), 1);
      for (const id of ["1", "2", "3", "4"]) await builder.keep(`load-${id}`, "x.json", id);
      await builder.forget(new Set(["load-2", "load-9"]), 1);
      const kept = ["1", "2", "3", "4"].map((id) => builder.kept(`load-${id}`, "x.json"));
      expect(await Promise.all(kept)).toEqual([undefined, "2", undefined, "4"]);
    });
    test("digests a folder that is not there to nothing", async () => {
      expect(await (await make()).digestOf("/nowhere/at/all")).toBe("");
    });
    test("removes a state; one that is not there is fine", async () => {
      await (await make()).remove("/nowhere/at/all/warehouse.duckdb");
    });
  });
}
