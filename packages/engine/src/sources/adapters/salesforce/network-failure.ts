import { PlatformError } from "../../../core/index.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";

interface Contact {
  readonly connection: string;
  readonly origin: URL;
  readonly isLocal: boolean;
  /** The server has answered before, so a refused connection may be a restart. */
  readonly hasAnswered: boolean;
}

/** The failure to show for one below HTTP; anything that is already a PlatformError stays as it is. */
export function networkFailure(error: unknown, contact: Contact): PlatformError {
  if (error instanceof PlatformError) return error;
  const code = codeOf(error);
  const { connection, origin } = contact;
  const message = `connection "${connection}": ${origin.host} ${reasonOf(code, error)}`;
  const retryable = isPassing(code, contact);
  return new SalesforceFailure("source_unreachable", message, hintOf(code, contact), { retryable });
}

const certificateCodes = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS_|ERR_SSL_)/;

function isPassing(code: string, { hasAnswered }: Contact): boolean {
  if (code === "ECONNREFUSED") return hasAnswered;
  return code !== "ENOTFOUND" && !certificateCodes.test(code);
}

function reasonOf(code: string, error: unknown): string {
  if (code === "ECONNREFUSED") return "refused the connection";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "cannot be resolved";
  if (code === "ETIMEDOUT") return "did not answer in time";
  if (certificateCodes.test(code)) return `showed a certificate that is not trusted (${code})`;
  if (code === "ERR_SHORT_BODY" && error instanceof Error) return `was cut off: ${error.message}`;
  return `dropped the connection (${code})`;
}

function hintOf(code: string, { isLocal }: Contact): string {
  if (code === "ECONNREFUSED" && isLocal)
    return 'is the sandbox running? Start it with "lakewright sandbox"';
  if (code === "ENOTFOUND") return "check instance_url, the My Domain address of the org";
  if (certificateCodes.test(code))
    return "if a company proxy or an own authority signs it, give its PEM file as ca_file";
  return "check the network and the org's status, then run it again";
}

/** AggregateErrors (one per address tried) carry the code of their first. */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? error.name : "unknown";
}
