import { test } from "vitest";
import { assertGrantsConverge } from "../../../test/redshift/grants-property.ts";

test("over a thousand policies and warehouses that others have changed, a run ends at what is declared and shows nobody more on the way", async () => {
  await assertGrantsConverge(1000);
});
