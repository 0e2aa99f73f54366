import type { Report, Rule } from "../../sections/rule.ts";
import { below, describedPlace, type Place } from "../../source/place.ts";
import { valueAt } from "../../source/value-at.ts";
import { parseReference, secretVariable } from "../../values/reference.ts";

interface NamedSecret {
  readonly name: string;
  readonly place: Place;
}

/** Each secret of the folder is a variable of its own on one machine: else one would be sent in place of the other. */
export const secretVariablesUnique: Rule = ({ platformPlace, connections }, report) => {
  const { section } = platformPlace;
  const places = [{ section, path: ["platform"] }, ...connections.map(({ place }) => place)];
  reportShared(
    places.flatMap((place) => secretsIn(valueAt(place.section.value, place.path), place)),
    report,
  );
};

/** A name is reported where it is first written. */
function reportShared(secrets: readonly NamedSecret[], report: Report): void {
  const named = new Map<string, NamedSecret>();
  for (const secret of secrets) if (!named.has(secret.name)) named.set(secret.name, secret);
  const owners = new Map<string, NamedSecret>();
  for (const secret of named.values()) {
    const variable = secretVariable(secret.name);
    const owner = owners.get(variable);
    if (owner === undefined) {
      owners.set(variable, secret);
      continue;
    }
    report({
      code: "LW1307",
      place: secret.place,
      message: `secret "${secret.name}" is the variable ${variable} on one machine, as "${owner.name}" at ${describedPlace(owner.place)} is`,
      hint: "rename one of the two: letters count in either case, and all other characters as _",
    });
  }
}

function secretsIn(value: unknown, place: Place): NamedSecret[] {
  if (typeof value === "string") {
    const reference = parseReference(value);
    return reference?.from === "secret" ? [{ name: reference.name, place }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => secretsIn(each, below(place, key)));
}
