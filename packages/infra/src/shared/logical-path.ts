/**
 * How people name a construct: the app, then what stands in it, such as `data_lake/zones/raw`. A stack's name begins
 * with its app's; that is said once.
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

/** CDK calls the resource of a construct `Resource` or `Default`: that says nothing. */
function isNamed(segment: string): boolean {
  return segment !== "" && segment !== "Resource" && segment !== "Default";
}
