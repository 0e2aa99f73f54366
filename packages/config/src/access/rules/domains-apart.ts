import { wordBelow } from "../../source/place.ts";
import type { DomainDraft } from "../draft/access-draft.ts";
import { aboutAccess } from "./access-rule.ts";

/** Each database, named table and tag has one owner. */
export const domainsApart = aboutAccess(({ domains }, report) => {
  for (const part of ["databases", "tables", "tags"] as const) {
    const owners = new Map<string, DomainDraft>();
    for (const domain of domains) {
      for (const name of domain[part]) {
        const other = owners.get(name);
        if (other === undefined) owners.set(name, domain);
        else {
          const message = `${name} belongs to the domain ${other.name} already`;
          const place = wordBelow(domain.place, part, name);
          report({
            code: "LW1635",
            place,
            message,
            hint: "one domain owns it; grant to the other's roles",
          });
        }
      }
    }
  }
});
