import { readFile } from "node:fs/promises";
import type { Reference, SalesforceConnection } from "@lakewright/config";
import type { Secrets } from "../../../core/index.ts";
import { PlatformError } from "../../../core/index.ts";

/** Where a connection leads, with every reference looked up. */
export interface Endpoint {
  readonly origin: URL;
  /** Served from this machine. */
  readonly isLocal: boolean;
  /** PEM text of the extra certificate authority. */
  readonly ca: string | undefined;
}

/** Fails with `secret_missing`, or with `source_refused` if credentials would travel in the open. */
export async function resolveEndpoint(
  connection: SalesforceConnection,
  secrets: Secrets,
): Promise<Endpoint> {
  const text = await resolvedText(connection.instanceUrl, secrets);
  const origin = URL.canParse(text) ? new URL(new URL(text).origin) : undefined;
  if (!origin || !isSafe(origin))
    throw new PlatformError(
      "source_refused",
      `connection "${connection.name}": instance_url is not an https address`,
      "write https://<your domain>.my.salesforce.com; plain http is for this machine only",
    );
  return { origin, isLocal: isLoopback(origin), ca: await certificate(connection) };
}

/** The text itself, or the value that the reference names. */
export async function resolvedText(value: string | Reference, secrets: Secrets): Promise<string> {
  return typeof value === "string" ? value : secrets.resolve(value);
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Where to send the token that the server just gave: the address in its answer, if that is the one we requested or an
 * https host of Salesforce's own; otherwise the one we requested.
 */
export function sessionOrigin(requested: URL, named: unknown): URL {
  if (typeof named !== "string" || !URL.canParse(named)) return requested;
  const url = new URL(named);
  const trusted =
    url.origin === requested.origin || (url.protocol === "https:" && isSalesforce(url));
  return trusted ? new URL(url.origin) : requested;
}

function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

function isSalesforce({ hostname }: URL): boolean {
  return /\.(salesforce|force|cloudforce|salesforce-setup)\.(com|mil)$/.test(hostname);
}

async function certificate({ caFile, name }: SalesforceConnection): Promise<string | undefined> {
  if (caFile === undefined) return undefined;
  try {
    return await readFile(caFile, "utf8");
  } catch (error) {
    throw new PlatformError(
      "source_refused",
      `connection "${name}": cannot read ca_file ${caFile}`,
      "point ca_file to a PEM file that you may read",
      error,
    );
  }
}
