import { checkTextOrReference, parseReference } from "./reference.ts";
import type { ValueProblem } from "./value-check.ts";

/** Checks an instance URL. The text is not repeated: it may hold a password. */
export function checkInstanceUrl(text: string): ValueProblem | undefined {
  if (text.includes("${")) return checkTextOrReference(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const hint = `such as https://example.my.salesforce.com, or \${env:NAME}`;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return { code: "LW1302", message: "must be an https address", hint };
  }
  if (url.username || url.password) {
    return { code: "LW1302", message: "must not hold a user name or password", hint };
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    const message = `must be https: ${url.hostname.slice(0, 80)} is not this machine`;
    return { code: "LW1302", message, hint: "http is allowed for localhost and 127.0.0.1 only" };
  }
  if (url.pathname === "/" && !url.search && !url.hash) return undefined;
  return { code: "LW1302", message: "must end after the host and port", hint };
}

/** The URL's origin, or the reference that will give one. */
export function parseInstanceUrl(text: string) {
  return parseReference(text) ?? new URL(text).origin;
}

/** Whether a URL's host is this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
