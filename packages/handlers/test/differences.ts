/** Where two JSON values differ: path → the two values. Lists are compared by position, absent is undefined. */
export function differences(
  ours: unknown,
  theirs: unknown,
  path = "",
): Record<string, readonly [unknown, unknown]> {
  if (!isKeyed(ours) || !isKeyed(theirs))
    return Object.is(ours, theirs) ? {} : { [path]: [ours, theirs] };
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const below = [...keys].map((key) =>
    differences(ours[key], theirs[key], path === "" ? key : `${path}.${key}`),
  );
  return Object.assign({}, ...below);
}

function isKeyed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
