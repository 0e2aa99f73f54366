import { didYouMean } from "../../did-you-mean.ts";
import type { Place } from "../../source/place.ts";
import { aboutWarehouse, namesOf } from "./warehouse-rule.ts";

/** The vault and each mart belong to a project: the one they name, or the only one. */
export const projectsExist = aboutWarehouse(({ projects, vault, marts }, report) => {
  const known = namesOf(projects);
  const check = (what: string, project: string | undefined, place: Place) => {
    if (project !== undefined && known.has(project)) return;
    if (project !== undefined)
      report({
        code: "LW1704",
        place,
        message: `no project is called "${project}"`,
        hint: didYouMean(project, known),
      });
    else if (known.size === 0)
      report({
        code: "LW1704",
        place,
        message: `${what} belongs to no project`,
        hint: "add one to projects",
      });
    else if (known.size > 1)
      report({
        code: "LW1704",
        place,
        message: `${what} does not say its project`,
        hint: `one of ${[...known].join(", ")}`,
      });
  };
  if (vault) check("the vault", vault.project, vault.place);
  for (const { name, project, place } of marts) check(`mart ${name}`, project, place);
});
