import type { ValueProblem } from "../../values/value-check.ts";

/** What Salesforce would refuse as the API name of an object or field. */
export function checkApiName(name: string): ValueProblem | undefined {
  if (/^[A-Za-z]\w{0,254}$/.test(name)) return undefined;
  const hint = "write the API name, such as Account or Call_Activity__c";
  return { code: "LW1409", message: "is not an API name of Salesforce", hint, within: name };
}

/** What AppFlow would refuse as the name of an object at any connector. */
export function checkObjectName(name: string): ValueProblem | undefined {
  if (/^\S{1,512}$/.test(name)) return undefined;
  const hint = "without blanks, at most 512 characters";
  return { code: "LW1409", message: "is not an object name that AppFlow takes", hint };
}
