/**
 * A construct's name for people: the app, then its path in it, such as `data_lake/zones/raw`. A stack's name begins
 * with its app's, which is not repeated.
 */
export function logicalPath(app: string, constructPath: string): string {
  const ownStack = `${app.replaceAll("_", "-")}-`;
  const [stack = "", ...inside] = constructPath.split("/").filter(isNamed);
  const short = stack.startsWith(ownStack) ? stack.slice(ownStack.length) : stack;
  return [app, short, ...inside].filter(isNamed).join("/");
}

/** Whether `path` is `prefix` or lies below it. */
export function liesWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** CDK names the resource of a construct `Resource` or `Default`, which carries no information. */
function isNamed(segment: string): boolean {
  return segment !== "" && segment !== "Resource" && segment !== "Default";
}
