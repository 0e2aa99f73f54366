import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-flow.ts";
import { anyWarehouse } from "../../../test/elt/any-warehouse.ts";
import { chooseWork } from "./choose-work.ts";

const platform = { flows: [anyFlow()], warehouse: anyWarehouse() };
const { object } = anyFlow();

test("without names everything that is due is run, flows and ELT projects", () => {
  expect(chooseWork(platform, [])).toEqual({ flows: [], projects: undefined });
});

test("with names just what is named is run: flows alone, projects alone, or both", () => {
  expect(chooseWork(platform, [object])).toEqual({ flows: [object], projects: [] });
  expect(chooseWork(platform, ["GTM", "gtm"])).toEqual({ flows: undefined, projects: ["gtm"] });
  expect(chooseWork(platform, [object, "gtm"])).toEqual({ flows: [object], projects: ["gtm"] });
});

test("a name that fits nothing is refused, and the hint lists flows and projects", () => {
  expect(() => chooseWork(platform, ["orders"])).toThrow(
    expect.objectContaining({
      code: "unknown_name",
      message: expect.stringContaining('"orders"'),
      hint: expect.stringMatching(/ELT projects: gtm$/),
    }),
  );
});

test("a name that is nearly one is refused with the one that it may mean", () => {
  const near = (hint: string) => expect.objectContaining({ hint: expect.stringContaining(hint) });
  expect(() => chooseWork(platform, ["gtn"])).toThrow(near('did you mean "gtm"?'));
  expect(() => chooseWork(platform, [`${object}x`])).toThrow(near(`did you mean "${object}"?`));
});
