import type { Context } from "../context.ts";
import type { ApiRequest } from "./api-request.ts";
import type { Reply } from "./reply.ts";
import { notFound, SalesforceError } from "./salesforce-error.ts";

/** Values of the `:names` in a route's path. */
export type Params = Readonly<Record<string, string>>;

export type Handler = (context: Context, request: ApiRequest, params: Params) => Promise<Reply>;

/** One method of one path; `:name` stands for any segment, a final `*` for any rest. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: Handler;
}

/** The handler and parameters for a request; throws 404 for no such path, 405 for no such method. */
export function findRoute(
  routes: readonly Route[],
  { method, segments }: Pick<ApiRequest, "method" | "segments">,
): { handle: Handler; params: Params } {
  const wanted = method === "HEAD" ? "GET" : method;
  const found = routes.flatMap((route) => {
    const params = matchPath(route.path, segments);
    return params ? [{ ...route, params }] : [];
  });
  const match = found.find((route) => route.method === wanted || route.method === "*");
  if (match) return match;
  if (found.length === 0) throw notFound();
  const allowed = [...new Set(found.map((route) => route.method))].join(",");
  const message = `HTTP Method '${method}' not allowed. Allowed are ${allowed}`;
  throw new SalesforceError(405, "METHOD_NOT_ALLOWED", message);
}

function matchPath(path: string, segments: readonly string[]): Params | undefined {
  const parts = path.split("/").filter((part) => part !== "");
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    if (part === "*") return params;
    const segment = segments[i];
    if (segment === undefined) return undefined;
    if (part.startsWith(":")) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return parts.length === segments.length ? params : undefined;
}
