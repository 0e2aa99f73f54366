import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBulkJobs } from "./bulk/bulk-jobs.ts";
import type { Context } from "./context.ts";
import { createFaults } from "./faults/faults.ts";
import { createSessions } from "./oauth/sessions.ts";
import { createCursors } from "./rest/cursors.ts";
import { createDescribeClock } from "./rest/describe-clock.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { makeLoopbackCertificate } from "./server/certificate.ts";
import { type Listener, listen } from "./server/listen.ts";

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "::1"];
const DEFAULT_USAGE_LIMIT = 1_000_000;
const DEFAULT_BULK_PAGE_ROWS = 50_000;

/**
 * Starts a Salesforce-compatible server for `options.org` on loopback. Throws a RangeError for a host that is not
 * loopback, and the system's error when the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0, stateFolder } = options;
  if (!LOOPBACK_HOSTS.includes(host)) throw new RangeError(`host must be loopback, got "${host}"`);
  const spoolFolder = join(stateFolder, `spool-${process.pid}-${randomBytes(4).toString("hex")}`);
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const certificate = options.tls ? await makeLoopbackCertificate() : undefined;
  let url = "";
  const closing = new AbortController();
  const context = makeContext(options, { spoolFolder, url: () => url, closing: closing.signal });
  const listener = await listen(context, { host, port }, certificate);
  url = originOf(listener, host, certificate !== undefined);
  const caFile = certificate && (await writeCaFile(spoolFolder, certificate.ca));
  const { clientId, clientSecret, refreshToken, org, faults } = context;
  return {
    url,
    ...(caFile === undefined ? {} : { caFile }),
    clientId,
    clientSecret,
    refreshToken,
    org,
    faults,
    async close() {
      closing.abort();
      await listener.close();
      await context.jobs.settle();
      await rm(spoolFolder, { recursive: true, force: true });
    },
  };
}

type Place = Pick<Context, "spoolFolder" | "url" | "closing">;

function makeContext(options: SandboxOptions, place: Place): Context {
  const { org, apiUsageLimit: max = DEFAULT_USAGE_LIMIT, onError = () => undefined } = options;
  return {
    ...place,
    org,
    clientId: options.clientId ?? `3MVG9${randomBytes(32).toString("hex")}`,
    clientSecret: options.clientSecret ?? randomBytes(32).toString("hex").toUpperCase(),
    refreshToken: `5Aep861${randomBytes(32).toString("base64url")}`,
    jwtPublicKey: options.jwtPublicKey,
    sessions: createSessions(org.id),
    faults: createFaults(),
    cursors: createCursors(),
    jobs: createBulkJobs(org, place.spoolFolder, onError),
    describeClock: createDescribeClock(org),
    apiUsage: { used: 0, max },
    bulkPageRows: options.bulkPageRows ?? DEFAULT_BULK_PAGE_ROWS,
    onError,
  };
}

function originOf({ port }: Listener, host: string, isSecure: boolean): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${isSecure ? "https" : "http"}://${name}:${port}`;
}

async function writeCaFile(folder: string, pem: string): Promise<string> {
  const path = join(folder, "ca.pem");
  await writeFile(path, pem, { mode: 0o600 });
  return path;
}
