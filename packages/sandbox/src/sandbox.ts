import type { Faults } from "./faults/faults.ts";
import type { Org } from "./org/org.ts";

/** How a sandbox is started. */
export interface SandboxOptions {
  readonly org: Org;
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  /** A loopback address; default `127.0.0.1`. Anything else is refused. */
  readonly host?: string | undefined;
  /** Serve https with a certificate made for this start. */
  readonly tls?: boolean | undefined;
  /** Folder for results waiting to be fetched and for the CA file; emptied of them by `close()`. */
  readonly stateFolder: string;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** PEM public key or certificate that verifies JWT bearer assertions; without it they are refused. */
  readonly jwtPublicKey?: string | undefined;
  /** API calls allowed before 403 REQUEST_LIMIT_EXCEEDED; default 1,000,000. */
  readonly apiUsageLimit?: number | undefined;
  /** Rows of a Bulk result page when the client names no `maxRecords`; default 50,000. */
  readonly bulkPageRows?: number | undefined;
  /** Told of every failure that is the sandbox's own fault; clients see only UNKNOWN_EXCEPTION. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A running sandbox. */
export interface Sandbox {
  /** Origin, such as `http://127.0.0.1:41234`; also the `instance_url` of its tokens. */
  readonly url: string;
  /** PEM file of the authority that signed the server's certificate; only with `tls`. */
  readonly caFile?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Accepted by the refresh_token grant as long as the sandbox runs. */
  readonly refreshToken: string;
  readonly org: Org;
  readonly faults: Faults;
  /** Ends every connection and deletes spooled results; the org stays open. */
  close(): Promise<void>;
}
