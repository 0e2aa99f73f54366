import type { SourcePosition } from "../source/source-position.ts";
import type { Reference } from "../values/reference.ts";

export type Connection = SalesforceConnection | OtherConnection;

export interface SalesforceConnection {
  readonly kind: "salesforce";
  readonly name: string;
  /** `https://host[:port]`, without a trailing slash; plain http only on loopback. */
  readonly instanceUrl: string | Reference;
  /** Two digits and `.0`, such as `62.0`. */
  readonly apiVersion: string;
  readonly auth: SalesforceAuth;
  /** PEM file of an extra certificate authority to trust, absolute. */
  readonly caFile: string | undefined;
  readonly at: SourcePosition;
}

/** The ways in that Salesforce offers to servers (facts: §5.8). Secrets are references, never text. */
export type SalesforceAuth =
  | {
      readonly grant: "client_credentials";
      readonly clientId: string | Reference;
      readonly clientSecret: Reference;
    }
  | {
      readonly grant: "jwt_bearer";
      readonly clientId: string | Reference;
      readonly username: string | Reference;
      readonly privateKey: Reference;
      readonly audience: string | undefined;
    }
  | {
      readonly grant: "refresh_token";
      readonly clientId: string | Reference;
      readonly clientSecret: Reference | undefined;
      readonly refreshToken: Reference;
    };

/** A connection that is declared and checked, but cannot be used on one machine yet. */
export interface OtherConnection {
  readonly kind: "other";
  readonly connector: string;
  readonly name: string;
  readonly at: SourcePosition;
}
