import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Org } from "../src/org/org.ts";
import type { Sandbox, SandboxOptions } from "../src/sandbox.ts";
import { startSandbox } from "../src/start-sandbox.ts";

/** A sandbox with a session, and short ways to call it. */
export interface TestSandbox extends Sandbox {
  /** Path of the newest data API the tests use. */
  readonly data: string;
  readonly stateFolder: string;
  /** Calls a path with the session's token. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of a path below `/services/data/v60.0`. */
  json(path: string, init?: RequestInit): Promise<Json>;
  /** The answer to a SOQL query. */
  query(soql: string): Promise<Json>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers that have no type
export type Json = any;

/** Starts a sandbox for `org` in a folder of its own and opens a session. */
export async function startTestSandbox(
  org: Org,
  options: Partial<SandboxOptions> = {},
): Promise<TestSandbox> {
  const stateFolder = await mkdtemp(join(tmpdir(), "lakewright-sandbox-"));
  const sandbox = await startSandbox({ org, stateFolder, onError: console.error, ...options });
  const data = "/services/data/v60.0";
  let token = options.tls ? "" : await newToken(sandbox);
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { Authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(sandbox.url + path, { ...init, headers });
    // A session that a fault ended is opened again for the next call.
    if (response.status === 401) token = await newToken(sandbox);
    return response;
  };
  const json = async (path: string, init?: RequestInit) => (await call(data + path, init)).json();
  return {
    ...sandbox,
    data,
    stateFolder,
    call,
    json,
    query: (soql) => json(`/query?q=${encodeURIComponent(soql)}`),
    async close() {
      await sandbox.close();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

/** A token by the client credentials grant. */
export async function newToken({ url, clientId, clientSecret }: Sandbox): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch(`${url}/services/oauth2/token`, { method: "POST", body });
  return ((await response.json()) as { access_token: string }).access_token;
}
