import { aboutWarehouse } from "./warehouse-rule.ts";

/** Subcommands of `lakewright elt`. */
const words = new Set(["lineage", "compat"]);

/** `lakewright run NAME` means one thing: no project has the name of a flow, an object, a table or a profile. */
export const projectNamesFree = aboutWarehouse(({ projects }, report, { flows }) => {
  const taken = new Map<string, string>();
  for (const { flowName, name, profile, table } of flows) {
    taken.set(flowName.toLowerCase(), `flow ${flowName}`);
    taken.set(profile.toLowerCase(), `profile ${profile}`);
    taken.set(table.toLowerCase(), `table ${table}`);
    taken.set(name.toLowerCase(), `object ${name}`);
  }
  const hint = "choose another name, such as the domain or country";
  for (const { name, place } of projects) {
    const other = taken.get(name);
    if (other)
      report({
        code: "LW1723",
        place,
        message: `project ${name} has the same name as ${other}: "lakewright run ${name}" would mean both`,
        hint,
      });
    if (words.has(name))
      report({
        code: "LW1723",
        place,
        message: `"lakewright elt ${name}" means something else already`,
        hint,
      });
  }
});
