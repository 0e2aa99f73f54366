/** Why AWS did not answer, in a way that people can act on. */
export interface AwsFailure {
  readonly kind: "no_credentials" | "not_allowed" | "unreachable" | "refused";
  readonly says: string;
  readonly todo: string;
}

interface Failure {
  readonly name?: string;
  readonly message?: string;
  /** Of errors of the system: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` … */
  readonly code?: string;
}

/** Says what a failure of the SDK means. Anything else that is thrown is a bug and is thrown again. */
export function awsFailure(error: unknown): AwsFailure {
  if (typeof error !== "object" || error === null) throw error;
  const { name = "", message = "", code }: Failure = error;
  const [said = ""] = message.slice(0, 300).split("\n");
  if (name === "CredentialsProviderError" || name === "TokenProviderError")
    return { kind: "no_credentials", says: said, todo: "aws configure, or aws sso login" };
  if (/AccessDenied|UnauthorizedOperation|NotAuthorized/.test(name))
    return { kind: "not_allowed", says: said, todo: "ask with credentials that may read it" };
  if (/Timeout/.test(name) || (code !== undefined && name !== "TypeError"))
    return {
      kind: "unreachable",
      says: `AWS could not be reached: ${said || code || name}`,
      todo: "look at the network, the proxy and the region, then call doctor again",
    };
  if (!("$metadata" in error) && !("$fault" in error)) throw error;
  return { kind: "refused", says: `AWS answered ${name}: ${said}`, todo: todoAfter(name) };
}

function todoAfter(name: string): string {
  if (name === "SyntaxError")
    return "what answered does not speak as AWS does: look at AWS_ENDPOINT_URL and the proxy";
  return "sign in again if the credentials have expired: aws sso login";
}
