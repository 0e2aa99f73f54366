import type { Tags } from "./effective-tags.ts";

/** Key → accepted values, as a grant on tags has it. */
export type TagExpression = Readonly<Record<string, readonly string[]>>;

/**
 * True when every key of the expression has one of its values: AND over keys, OR over values, other keys do not
 * matter (Lake Formation developer guide, "Managing LF-tag expressions"). An empty expression matches nothing.
 */
export function tagsMatch(expression: TagExpression, tags: Tags): boolean {
  const keys = Object.keys(expression);
  return keys.length > 0 && unmatchedKeys(expression, tags).length === 0;
}

/** Keys of the expression for which the tags have no accepted value. */
export function unmatchedKeys(expression: TagExpression, tags: Tags): readonly string[] {
  return Object.keys(expression).filter((key) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value === undefined || !expression[key]?.includes(value);
  });
}
