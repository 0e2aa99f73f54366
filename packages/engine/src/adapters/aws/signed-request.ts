import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** A POST to a service of AWS, before it is signed. */
export interface UnsignedRequest {
  readonly url: URL;
  readonly region: string;
  /** Name of the service in signatures, such as `redshift-data`. */
  readonly service: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Headers that sign the request with the caller's credentials (AWS general reference, "Create a signed AWS API request",
 * Signature Version 4). Every header given is signed.
 */
export function signedHeaders(
  { url, region, service, headers, body }: UnsignedRequest,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  now: Date,
): Readonly<Record<string, string>> {
  const time = now.toISOString().replace(/[:-]|\.\d{3}/g, "");
  const scope = [time.slice(0, 8), region, service, "aws4_request"];
  const sent: Record<string, string> = { ...headers, host: url.host, "x-amz-date": time };
  if (sessionToken !== undefined) sent["x-amz-security-token"] = sessionToken;
  const names = Object.keys(sent).sort();
  const signed = names.join(";");
  const lines = names.map((name) => `${name}:${sent[name]?.trim()}\n`).join("");
  const canonical = ["POST", url.pathname, "", lines, signed, sha256(body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = createHmac("sha256", key).update(text).digest("hex");
  const { host: _, ...own } = sent;
  return {
    ...own,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join("/")}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}

function hmac(key: string | Buffer, part: string): Buffer {
  return createHmac("sha256", key).update(part).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
