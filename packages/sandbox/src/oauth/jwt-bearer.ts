import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { errors, jwtVerify } from "jose";
import { OAuthError } from "./oauth-error.ts";

/** Claims that a JWT bearer assertion must prove. */
export interface JwtRules {
  readonly publicKey: string | undefined;
  readonly clientId: string;
  readonly audiences: readonly string[];
}

/** Accepts an RS256 assertion of the registered key; throws OAuthError for any other. */
export async function verifyAssertion(assertion: string, rules: JwtRules): Promise<void> {
  if (rules.publicKey === undefined) throw refused("no certificate is registered for JWT bearer");
  const { audiences, clientId } = rules;
  const options = {
    algorithms: ["RS256"],
    audience: [...audiences],
    requiredClaims: ["exp", "sub"],
  };
  const key = publicKeyOf(rules.publicKey);
  const { payload } = await jwtVerify(assertion, key, options).catch(rethrow);
  if (payload.iss !== clientId) {
    throw new OAuthError("invalid_client_id", "client identifier invalid");
  }
}

function publicKeyOf(pem: string): KeyObject {
  const isCertificate = pem.includes("BEGIN CERTIFICATE");
  return isCertificate ? new X509Certificate(pem).publicKey : createPublicKey(pem);
}

function rethrow(error: unknown): never {
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "aud") {
    throw refused("audience is invalid");
  }
  if (error instanceof errors.JWTExpired) throw refused("assertion is expired");
  throw refused("invalid assertion");
}

function refused(message: string): OAuthError {
  return new OAuthError("invalid_grant", message);
}
