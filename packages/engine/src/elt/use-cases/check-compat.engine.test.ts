import { expect, test } from "vitest";
import { smallLake } from "../../../test/elt/small-lake.ts";
import type { EltModel } from "../ports/elt-builder.ts";
import { checkCompat } from "./check-compat.ts";

const watch = { signal: new AbortController().signal, say: () => undefined };
const compiledAs = (relation: string): EltModel[] => [
  { relation, inputs: [], sql: "select 1 as contact_id", isIncremental: false } as never,
];

test.each([
  ["on both engines", "mart_people.contacts", "mart_people.contacts", 0],
  ["on DuckDB alone", "mart_people.contacts", "raw_dv.hub_contact", 1],
  ["on Redshift alone", "raw_dv.hub_contact", "mart_people.contacts", 1],
  ["nowhere, as where the folder of models is misspelled", "raw_dv.hub", "raw_dv.hub", 1],
])("a declared mart that is made %s", async (_, duckdb, redshift, missing) => {
  const { ports, environment, load } = await smallLake();
  await load();
  const compiled = { duckdb: compiledAs(duckdb), redshift: compiledAs(redshift) };
  const builder = { ...ports.builder, compile: async () => ({ models: [], output: "", compiled }) };
  const call = { platform: "small", environment, names: [] };
  const [project] = await checkCompat({ ...ports, builder }, call, watch);
  const contacts = project?.models.filter(({ model }) => model === "mart_people.contacts") ?? [];
  expect(contacts).toHaveLength(missing);
  for (const one of contacts) {
    expect(one.verdict).toBe("not_runnable");
    expect(one.reasons[0]).toMatch(/warehouse\.yaml:\d+:\d+ declares it and no model makes it/);
  }
});
