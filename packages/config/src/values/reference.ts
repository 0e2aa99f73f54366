import type { ValueProblem } from "./value-check.ts";

/** A value that is looked up when it is needed and never stored: `${env:NAME}` or `${secret:NAME}`. */
export interface Reference {
  readonly from: "env" | "secret";
  readonly name: string;
}

const form = /^\$\{(env|secret):([^{}]*)\}$/;
const names = { env: /^[A-Za-z_][A-Za-z0-9_]*$/, secret: /^[\w/+=.@-]{1,512}$/ };
export const referencePattern = /^\$\{(env:[A-Za-z_][A-Za-z0-9_]*|secret:[\w/+=.@-]{1,512})\}$/;

/** `${env:NAME}` or `${secret:NAME}` as a reference; undefined for other text. */
export function parseReference(text: string): Reference | undefined {
  const [, from, name] = form.exec(text) ?? [];
  if ((from !== "env" && from !== "secret") || name === undefined) return undefined;
  return names[from].test(name) ? { from, name } : undefined;
}

/** Variable that holds a secret on one machine: `crm/client-id` is LAKEWRIGHT_SECRET_CRM_CLIENT_ID, a name that every shell can set. */
export function secretVariable(name: string): string {
  return `LAKEWRIGHT_SECRET_${name.replace(/[^A-Za-z0-9]/g, "_").toUpperCase()}`;
}

/** The reference, or the text itself. */
export function parseTextOrReference(text: string): string | Reference {
  return parseReference(text) ?? text;
}

/** Checks text that may be a reference. The text is not repeated: it may hold a secret. */
export function checkTextOrReference(text: string): ValueProblem | undefined {
  if (!text.includes("${") || parseReference(text)) return undefined;
  return {
    code: "LW1105",
    message: "has a malformed interpolation",
    hint: `the whole value must be \${env:NAME} or \${secret:NAME}`,
  };
}

/** Checks text that must be a reference. The text is never repeated. */
export function checkSecret(text: string): ValueProblem | undefined {
  if (parseReference(text)) return undefined;
  if (text.includes("${")) return checkTextOrReference(text);
  return {
    code: "LW1301",
    message: "holds text where a secret must be a reference",
    hint: `write \${env:NAME} or \${secret:NAME}; change the secret if the file was shared`,
  };
}

/** Checks that text has no interpolation. */
export function checkPlainText(text: string): ValueProblem | undefined {
  if (!text.includes("${")) return undefined;
  return {
    code: "LW1105",
    message: "cannot be interpolated",
    hint: `write the value itself; \${…} works for addresses and secrets of connections.yaml and for the key of lineage`,
  };
}
