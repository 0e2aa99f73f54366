import { expect, test } from "vitest";
import { inputsOf, lineageTree, reachableFrom, readersOf } from "./lineage-tree.ts";

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

test("what can be reached from a table, either way, is about this table alone", () => {
  const events = [
    event("mart.a", "dv.hub"),
    event("mart.b", "dv.hub", "dv.other"),
    event("dv.hub", "crm_ext.x"),
    event("dv.other", "crm_ext.y"),
  ];
  const inputs = inputsOf(events.join("\n"));
  expect(Object.fromEntries(reachableFrom(inputs, "mart.a"))).toEqual({
    "crm_ext.x": [],
    "dv.hub": ["crm_ext.x"],
    "mart.a": ["dv.hub"],
  });
  expect(Object.fromEntries(reachableFrom(readersOf(inputs), "crm_ext.y"))).toEqual({
    "crm_ext.y": ["dv.other"],
    "dv.other": ["mart.b"],
    "mart.b": [],
  });
});
