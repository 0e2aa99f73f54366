import type { ValueProblem } from "../../values/value-check.ts";

/** Checks the API name of an object or field by the rules of Salesforce. */
export function checkApiName(name: string): ValueProblem | undefined {
  if (/^[A-Za-z]\w{0,254}$/.test(name)) return undefined;
  const hint = "write the API name, such as Account or Call_Activity__c";
  return { code: "LW1409", message: "is not an API name of Salesforce", hint, within: name };
}

/** Checks the name of an object at any connector by the rules of AppFlow. */
export function checkObjectName(name: string): ValueProblem | undefined {
  if (/^\S{1,512}$/.test(name)) return undefined;
  const hint = "without blanks, at most 512 characters";
  return { code: "LW1409", message: "is not an object name that AppFlow takes", hint };
}
