import { didYouMean } from "../../did-you-mean.ts";
import type { Rule } from "../../sections/rule.ts";
import { showValue } from "../../show-value.ts";

/** Apps whose templates can be overridden. */
const apps = ["core", "data_lake"];
const constructForm = /^[^/\s]+(\/[^/\s]+)+$/;
/** Without backslashes: CDK takes them off, and what is protected would not be known by its name. */
const propertyForm = /^Properties(\.[^.\s\\]+)+$/;

/** An override names a construct of an app, and a property below `Properties`. Only synthesis can tell whether they exist. */
export const overridesFit: Rule = ({ environments }, report) => {
  for (const { name, deployment } of environments) {
    if (name === "local") continue;
    for (const { construct, property, place } of deployment.overrides) {
      const at = { ...place, aim: { key: true } };
      const [app = ""] = construct.split("/");
      const parent = { ...at, path: place.path.slice(0, -1) };
      if (!apps.includes(app)) {
        const hint = didYouMean(app, apps) ?? `the apps are ${apps.join(", ")}`;
        report({
          code: "LW1256",
          place: parent,
          message: `overrides name an unknown app ${showValue(app)}`,
          hint,
        });
      } else if (!constructForm.test(construct)) {
        const message = `${showValue(construct)} is not the path of a construct`;
        report({
          code: "LW1256",
          place: parent,
          message,
          hint: "write <app>/<construct>/…, such as data_lake/zones/raw",
        });
      }
      if (propertyForm.test(property)) continue;
      const message = `${showValue(property)} is not the path of a property`;
      report({
        code: "LW1256",
        place: at,
        message,
        hint: "write Properties.… with dots: Properties.Tracing.Mode",
      });
    }
  }
};
