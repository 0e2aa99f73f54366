import { didYouMean } from "../../did-you-mean.ts";
import type { Place } from "../../sections/platform-draft.ts";
import { showValue } from "../../show-value.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { wordBelow } from "../draft/access-reader.ts";
import { builtInPrincipals } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

interface Mention {
  readonly name: string;
  readonly place: Place;
  readonly known: readonly string[];
}

/** Grants, groups, masks and tests name roles that access.yaml declares. */
export const rolesExist = aboutAccess((access, report) => {
  const { section } = access.place;
  for (const { name, place, known } of mentions(access)) {
    // A role that is written and was refused has had its problem already.
    if (known.includes(name) || section.isWritten(["access", "roles", name])) continue;
    const hint = didYouMean(name, known) ?? declareHint(known);
    report("LW1611", place, `no role is called ${showValue(name)}`, hint);
  }
});

function declareHint(known: readonly string[]): string {
  if (known.length === 0) return "declare it under roles:, with kind: group";
  return `declare it under roles: (${known.slice(0, 12).join(", ")})`;
}

function mentions({ roles, grants, masks, tests }: AccessDraft): readonly Mention[] {
  const known = roles.map(({ name }) => name);
  const principals = [...known, ...builtInPrincipals];
  const groups = roles.filter(({ kind }) => kind === "group").map(({ name }) => name);
  return [
    ...grants.map(({ to, place }) => mention(to, place, "to", principals)),
    ...roles.flatMap((role) =>
      role.groups
        .filter((group) => !known.includes(group))
        .map((group) => mention(group, role.place, "groups", groups)),
    ),
    ...masks.flatMap((mask) => mask.roles.map((role) => mention(role, mask.place, "for", known))),
    ...tests.map((test) => mention(test.as, test.place, "as", known)),
  ];
}

function mention(name: string, place: Place, key: string, known: readonly string[]): Mention {
  return { name, place: wordBelow(place, key, name), known };
}
