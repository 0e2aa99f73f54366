/** A value that `yamlText` writes: map, list or scalar. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

/** Block YAML; keys without a value are left out. Text is quoted unless it is plainly text. */
export function yamlText(value: YamlValue, depth = 0): string {
  if (isScalar(value)) return `${scalar(value)}\n`;
  const indent = "  ".repeat(depth);
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${nested(item, depth)}`).join("");
  const entries = Object.entries(value).filter(
    (entry): entry is [string, YamlValue] => entry[1] !== undefined,
  );
  return entries.map(([key, item]) => `${indent}${scalar(key)}:${below(item, depth)}`).join("");
}

function below(value: YamlValue, depth: number): string {
  if (isScalar(value)) return ` ${scalar(value)}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? " []\n" : " {}\n";
  return `\n${yamlText(value, depth + 1)}`;
}

/** An item of a list: a map begins on the line of its dash. */
function nested(item: YamlValue, depth: number): string {
  if (isScalar(item)) return `${scalar(item)}\n`;
  return yamlText(item, depth + 1).slice((depth + 1) * 2);
}

function isScalar(value: YamlValue): value is string | number | boolean {
  return typeof value !== "object";
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

const looksLikeText = /^[a-z_][\w.+ -]*$/i;
const meansSomethingElse = /^(true|false|yes|no|on|off|null|y|n|na)$/i;

function scalar(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const isPlain =
    looksLikeText.test(value) && !meansSomethingElse.test(value) && !value.endsWith(" ");
  return isPlain ? value : JSON.stringify(value);
}
