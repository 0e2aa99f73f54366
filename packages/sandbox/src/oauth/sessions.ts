import { randomBytes } from "node:crypto";

/** The access tokens that are good. */
export interface Sessions {
  /** A new token, shaped like Salesforce's: org Id, `!`, secret. */
  open(): string;
  isOpen(token: string): boolean;
  revoke(token: string): void;
}

/** No sessions yet; tokens belong to the org with this Id. */
export function createSessions(orgId: string): Sessions {
  const tokens = new Set<string>();
  return {
    open() {
      const token = `${orgId.slice(0, 15)}!${randomBytes(72).toString("base64url")}`;
      tokens.add(token);
      return token;
    },
    isOpen: (token) => tokens.has(token),
    revoke(token) {
      tokens.delete(token);
    },
  };
}
