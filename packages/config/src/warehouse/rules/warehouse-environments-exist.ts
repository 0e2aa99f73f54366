import { didYouMean } from "../../did-you-mean.ts";
import { aboutWarehouse, namesOf } from "./warehouse-rule.ts";

/** Settings of Redshift that differ name an environment that there is. */
export const warehouseEnvironmentsExist = aboutWarehouse(({ overriding }, report, draft) => {
  const known = namesOf(draft.environments);
  for (const { name, place } of overriding)
    if (!known.has(name))
      report({
        code: "LW1304",
        place,
        message: `no environment is called "${name}"`,
        hint: didYouMean(name, known),
      });
});
