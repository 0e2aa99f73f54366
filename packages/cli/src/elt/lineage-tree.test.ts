import { expect, test } from "vitest";
import { inputsOf, lineageTree } from "./lineage-tree.ts";

const event = (output: string, ...inputs: string[]) =>
  JSON.stringify({ inputs: inputs.map((name) => ({ name })), outputs: [{ name: output }] });

test("a table stands above all that it is made of, each opened once", () => {
  const events = [
    event("mart.a", "dv.hub", "dv.sat"),
    event("dv.hub", "stg.x"),
    event("dv.sat", "stg.x"),
    event("stg.x", "crm_ext.x"),
  ];
  expect(lineageTree(inputsOf(`${events.join("\n")}\n`), "mart.a")).toEqual([
    "mart.a",
    "  dv.hub",
    "    stg.x",
    "      crm_ext.x",
    "  dv.sat",
    "    stg.x (above)",
  ]);
});
