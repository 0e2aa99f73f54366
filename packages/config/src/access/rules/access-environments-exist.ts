import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import { keyBelow, type Place, wordBelow } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

/** Grants and IAM roles name environments that platform.yaml declares. */
export const accessEnvironmentsExist = aboutAccess((access, report, { environments }) => {
  const known = environments.map(({ name }) => name);
  const check = (name: string, place: Place) => {
    if (name === "all" || known.includes(name)) return;
    const hint = didYouMean(name, ["all", ...known]) ?? `declared: ${known.join(", ")}; or all`;
    report({ code: "LW1638", place, message: `no environment is called ${showValue(name)}`, hint });
  };
  for (const { environments: names, place } of [...access.grants, ...access.closed]) {
    for (const name of names) check(name, wordBelow(place, "environment", name));
  }
  for (const { iamRoles, place } of access.roles) {
    for (const name of Object.keys(iamRoles)) {
      const { section, path } = place;
      check(name, keyBelow({ section, path: [...path, "iam_role"] }, name));
    }
  }
});
