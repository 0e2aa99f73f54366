import { listVersions, parseVersion } from "./api-version.ts";
import {
  abortJob,
  createJob,
  deleteJob,
  jobResults,
  listJobs,
  showJob,
} from "./bulk/bulk-routes.ts";
import {
  addFault,
  clearFaults,
  listFaults,
  nextDay,
  showStatus,
} from "./control/control-routes.ts";
import { revokeToken } from "./oauth/revoke.ts";
import { issueToken } from "./oauth/token-endpoint.ts";
import { userInfo } from "./oauth/user-info.ts";
import { describeGlobal, describeOne, objectBasics } from "./rest/describe-routes.ts";
import { showLimits } from "./rest/limits.ts";
import { runQuery } from "./rest/query.ts";
import { nextPage } from "./rest/query-page.ts";
import { showRecord } from "./rest/record.ts";
import { deletedRecords, updatedRecords } from "./rest/replication.ts";
import { listResources } from "./rest/resources.ts";
import { jsonReply } from "./server/reply.ts";
import type { Handler, Params, Route } from "./server/router.ts";
import { SalesforceError } from "./server/salesforce-error.ts";

/** Routes that need no session. */
export const openRoutes: readonly Route[] = [
  { method: "POST", path: "/services/oauth2/token", handle: issueToken },
  { method: "POST", path: "/services/oauth2/revoke", handle: revokeToken },
  { method: "GET", path: "/services/oauth2/revoke", handle: revokeToken },
  { method: "GET", path: "/services/data", handle: async () => jsonReply(listVersions()) },
];

/** Routes of `/sandbox`, which steer the sandbox itself. */
export const controlRoutes: readonly Route[] = [
  { method: "GET", path: "/sandbox/status", handle: showStatus },
  { method: "POST", path: "/sandbox/day", handle: nextDay },
  { method: "GET", path: "/sandbox/faults", handle: listFaults },
  { method: "POST", path: "/sandbox/faults", handle: addFault },
  { method: "DELETE", path: "/sandbox/faults", handle: clearFaults },
];

/** A route under `/services/data/vXX.0`; its handler gets `v` as `60.0`. */
function data(method: string, path: string, handle: Handler): Route {
  return {
    method,
    path: `/services/data/:v${path}`,
    handle: (context, request, params) =>
      handle(context, request, { ...params, v: parseVersion(part(params, "v")) }),
  };
}

function part(params: Params, name: string): string {
  return params[name] ?? "";
}

const notYet: Handler = async (_, request) => {
  const message = `${request.method} ${request.segments.slice(3).join("/")} is not supported yet by this sandbox`;
  throw new SalesforceError(501, "FUNCTIONALITY_NOT_ENABLED", message);
};

/** Routes that need a session. */
export const sessionRoutes: readonly Route[] = [
  { method: "GET", path: "/services/oauth2/userinfo", handle: userInfo },
  { method: "POST", path: "/services/oauth2/userinfo", handle: userInfo },
  { method: "GET", path: "/id/:org/:user", handle: userInfo },
  data("GET", "", (c, _, p) => listResources(c, part(p, "v"))),
  data("GET", "/limits", showLimits),
  data("GET", "/sobjects", (c, _, p) => describeGlobal(c, part(p, "v"))),
  data("GET", "/sobjects/:object", (c, _, p) => objectBasics(c, part(p, "v"), part(p, "object"))),
  data("GET", "/sobjects/:object/describe", (c, r, p) =>
    describeOne(c, r, { version: part(p, "v"), object: part(p, "object") }),
  ),
  data("GET", "/sobjects/:object/updated", (c, r, p) => updatedRecords(c, r, part(p, "object"))),
  data("GET", "/sobjects/:object/deleted", (c, r, p) => deletedRecords(c, r, part(p, "object"))),
  data("GET", "/sobjects/:object/:id", (c, r, p) =>
    showRecord(c, r, {
      version: part(p, "v"),
      object: part(p, "object"),
      field: "Id",
      value: part(p, "id"),
    }),
  ),
  data("GET", "/sobjects/:object/:field/:value", (c, r, p) =>
    showRecord(c, r, {
      version: part(p, "v"),
      object: part(p, "object"),
      field: part(p, "field"),
      value: part(p, "value"),
    }),
  ),
  data("GET", "/query", (c, r, p) =>
    runQuery(c, r, { version: part(p, "v"), includeDeleted: false }),
  ),
  data("GET", "/queryAll", (c, r, p) =>
    runQuery(c, r, { version: part(p, "v"), includeDeleted: true }),
  ),
  data("GET", "/query/:locator", (c, r, p) =>
    nextPage(c, r, { version: part(p, "v"), locator: part(p, "locator") }),
  ),
  data("GET", "/queryAll/:locator", (c, r, p) =>
    nextPage(c, r, { version: part(p, "v"), locator: part(p, "locator") }),
  ),
  data("GET", "/jobs/query", listJobs),
  data("POST", "/jobs/query", (c, r, p) => createJob(c, r, part(p, "v"))),
  data("GET", "/jobs/query/:id", (c, _, p) => showJob(c, part(p, "v"), part(p, "id"))),
  data("PATCH", "/jobs/query/:id", (c, r, p) => abortJob(c, r, part(p, "id"))),
  data("DELETE", "/jobs/query/:id", (c, _, p) => deleteJob(c, part(p, "id"))),
  data("GET", "/jobs/query/:id/results", (c, r, p) =>
    jobResults(c, r, { version: part(p, "v"), id: part(p, "id") }),
  ),
  data("*", "/jobs/ingest/*", notYet),
  data("*", "/composite/*", notYet),
  data("*", "/tooling/*", notYet),
  ...["POST", "PATCH", "PUT", "DELETE"].map((method) => data(method, "/sobjects/*", notYet)),
];
