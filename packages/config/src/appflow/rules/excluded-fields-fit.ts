import { awsQuotas } from "../../aws-quotas.ts";
import { eachEntry } from "./appflow-rule.ts";

const maxTaskValueLength = awsQuotas.appFlow.taskPropertyLength;

/** AppFlow takes the excluded fields as one JSON text of limited length. */
export const excludedFieldsFit = eachEntry(({ settings, placeOf }, report) => {
  const { length } = JSON.stringify(settings.excludeFields);
  if (length <= maxTaskValueLength) return;
  const message = `exclude_fields is ${length} characters as a list, AppFlow allows ${maxTaskValueLength}`;
  report({
    code: "LW1416",
    place: placeOf("exclude_fields"),
    message,
    hint: "exclude fewer fields",
  });
});
