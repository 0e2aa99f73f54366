import { showValue } from "../../show-value.ts";
import { checkApiName } from "../values/api-name.ts";
import { eachEntry } from "./appflow-rule.ts";

/** An object at Salesforce has a name that Salesforce could have given it. */
export const salesforceObjectName = eachEntry(({ name, object, settings }, report) => {
  const salesforce = settings.source === "salesforce" || settings.source === "s3";
  if (!salesforce || name === "") return;
  const problem = checkApiName(name);
  if (problem === undefined) return;
  const { section, path } = object.place;
  const key = object.raw.name === undefined ? "object_name" : "name";
  const message = `object ${showValue(name)} ${problem.message}`;
  report({ code: "LW1409", place: { section, path: [...path, key] }, message, hint: problem.hint });
});
