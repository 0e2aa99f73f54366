import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import { aboutAccess } from "./access-rule.ts";
import { isExcepted } from "./exceptions-hold.ts";

/**
 * An account has one list of Lake Formation administrators in a region, and setting it replaces it: each environment has an
 * account or a region of its own.
 */
export const administratorsApart = aboutAccess((access, report, { environments, now }) => {
  const owners = new Map<string, EnvironmentDraft>();
  for (const environment of environments) {
    const { name, account, region, place } = environment;
    if (name === "local") continue;
    const where = `account ${account} in ${region}`;
    const other = owners.get(where);
    if (other === undefined) owners.set(where, environment);
    else if (!isExcepted(access, { finding: "LW1646", on: [name], now })) {
      const message = `${other.name} and ${name} are both ${where}, which has one list of Lake Formation administrators: the one deployed last replaces the other's`;
      const hint =
        "give each an account or a region of its own, or add an exception with an owner and a day";
      report({ code: "LW1646", place, message, hint });
    }
  }
});
