import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";

const data = "/services/data/v62.0";

/** A plain client of a sandbox, for what a bench needs before it measures. */
export async function salesforceClient({ url, clientId, clientSecret }) {
  const grant = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { access_token: token } = await answer(
    await fetch(`${url}/services/oauth2/token`, { method: "POST", body: grant }),
  );
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const json = async (path, body) => {
    const options = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    return answer(await fetch(url + data + path, options));
  };
  return {
    token,
    json,
    /** Lets a day pass in the org. */
    day: async () => answer(await fetch(`${url}/sandbox/day`, { method: "POST" })),
    /** Runs a Bulk 2.0 query to its end; answers the path of its results. */
    bulkQuery: (query) => bulkQuery(json, query),
    /** Writes a result page to a file as it comes; answers its rows and bytes. */
    toFile: async (path, file) => {
      const reply = await fetch(url + path, {
        headers: { ...headers, "accept-encoding": "identity" },
      });
      if (!reply.ok || !reply.body) throw new Error(`${path} answered ${reply.status}`);
      await pipeline(Readable.fromWeb(reply.body), createWriteStream(file));
      const rows = Number(reply.headers.get("sforce-numberofrecords"));
      return { rows, bytes: (await stat(file)).size };
    },
  };
}

async function answer(reply) {
  const body = await reply.text();
  if (!reply.ok) throw new Error(`${reply.url} answered ${reply.status}: ${body}`);
  return body === "" ? {} : JSON.parse(body);
}

async function bulkQuery(json, query) {
  const settings = { contentType: "CSV", columnDelimiter: "COMMA", lineEnding: "LF" };
  const { id } = await json("/jobs/query", { operation: "query", query, ...settings });
  for (;;) {
    const { state, errorMessage } = await json(`/jobs/query/${id}`);
    if (state === "JobComplete") return `${data}/jobs/query/${id}/results`;
    if (state === "Failed" || state === "Aborted") throw new Error(`${state}: ${errorMessage}`);
    await pause(100);
  }
}
