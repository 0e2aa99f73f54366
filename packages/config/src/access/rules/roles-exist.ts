import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import { type Place, wordBelow } from "../../source/place.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { builtInPrincipals } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

interface Mention {
  readonly name: string;
  readonly place: Place;
  readonly known: readonly string[];
  /** Words that are no role and may stand there. */
  readonly words?: readonly string[];
}

/** Grants, groups, masks and tests name roles that access.yaml declares. */
export const rolesExist = aboutAccess((access, report) => {
  const { section } = access.place;
  for (const { name, place, known, words = [] } of mentions(access)) {
    // A role that the schema refused is already reported.
    if (known.includes(name) || section.isWritten(["access", "roles", name])) continue;
    const hint = didYouMean(name, [...known, ...words]) ?? declareHint([...known, ...words]);
    report({ code: "LW1611", place, message: `no role is called ${showValue(name)}`, hint });
  }
});

function declareHint(known: readonly string[]): string {
  if (known.length === 0) return "declare it under roles:, with kind: group";
  return `declare it under roles:, or name one of ${known.slice(0, 12).join(", ")}`;
}

function mentions({ roles, grants, masks, tests }: AccessDraft): readonly Mention[] {
  const known = roles.map(({ name }) => name);
  const principals = [...known, ...builtInPrincipals];
  const groups = roles.filter(({ kind }) => kind === "group").map(({ name }) => name);
  return [
    ...grants.map(({ to, place }) => ({
      name: to,
      place: wordBelow(place, "to", to),
      known: principals,
      words: ["nobody"],
    })),
    ...roles.flatMap((role) =>
      role.groups
        .filter((group) => !known.includes(group))
        .map((group) => ({
          name: group,
          place: wordBelow(role.place, "groups", group),
          known: groups,
        })),
    ),
    ...masks.flatMap((mask) =>
      mask.roles.map((role) => ({ name: role, place: wordBelow(mask.place, "for", role), known })),
    ),
    ...tests.map((test) => ({ name: test.as, place: wordBelow(test.place, "as", test.as), known })),
  ];
}
