import { isPassing, type Retry, retried } from "./retry.ts";
import { type Credentials, signedHeaders } from "./signed-request.ts";

/** A service that speaks AWS JSON 1.1, as botocore's model of it says. */
export interface JsonService {
  readonly endpoint: string;
  readonly region: string;
  /** Name in signatures. */
  readonly service: string;
  /** Prefix of its operations, such as `RedshiftData`. */
  readonly target: string;
  readonly credentials: () => Credentials;
  readonly retry: Retry;
}

/** Calls one operation and answers its output. Throws what the service says, with its code as the error's name. */
export async function callService(
  service: JsonService,
  operation: string,
  input: object,
): Promise<Readonly<Record<string, unknown>>> {
  return retried(service.retry, () => callOnce(service, operation, input));
}

async function callOnce(service: JsonService, operation: string, input: object) {
  const url = new URL(service.endpoint);
  const body = JSON.stringify(input);
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `${service.target}.${operation}`,
  };
  const signed = signedHeaders(
    { url, headers, body, region: service.region, service: service.service },
    service.credentials(),
    new Date(),
  );
  const signal = AbortSignal.timeout(30_000);
  const response = await fetch(url, { method: "POST", headers: signed, body, signal }).catch(
    (cause: unknown) => {
      throw serviceError("InternalServiceException", `${url.host} does not answer`, cause);
    },
  );
  const text = await response.text();
  if (response.ok) return JSON.parse(text || "{}") as Record<string, unknown>;
  const { name, message } = refusal(text);
  const passing = response.status >= 500 && !isPassing(name);
  throw serviceError(passing ? "InternalServiceException" : name, message);
}

/** `__type` may have a namespace before `#` (AWS JSON 1.1 protocol, "Operation error serialization"). */
function refusal(text: string): { readonly name: string; readonly message: string } {
  try {
    const { __type, message, Message } = JSON.parse(text) as Record<string, unknown>;
    const name = String(__type ?? "UnknownError").replace(/^.*#/, "");
    return { name, message: String(message ?? Message ?? name) };
  } catch {
    return { name: "UnknownError", message: text.slice(0, 200) };
  }
}

function serviceError(name: string, message: string, cause?: unknown): Error {
  const error = new Error(message, { cause });
  error.name = name;
  return error;
}
