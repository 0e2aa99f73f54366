import { isLoopback } from "../../values/instance-url.ts";
import { checkPlainText } from "../../values/reference.ts";
import type { ValueProblem } from "../../values/value-check.ts";

/** The problem of a lineage server's address, if any. The text is not repeated: it may hold a password. */
export function checkLineageUrl(text: string): ValueProblem | undefined {
  const interpolated = checkPlainText(text);
  if (interpolated) return interpolated;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const hint = "such as https://lineage.example.com";
  if (url === undefined || !/^https?:\/\//i.test(text))
    return { code: "LW1302", message: "must be an https address", hint };
  if (url.username || url.password)
    return { code: "LW1302", message: "must not hold a user name or password", hint };
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return {
      code: "LW1302",
      message: `must be https: ${url.hostname.slice(0, 80)} is not this machine`,
      hint: "http is allowed for localhost and 127.0.0.1 only",
    };
  if (!url.search && !url.hash) return undefined;
  return { code: "LW1302", message: "must not hold a query or fragment", hint };
}
