import { randomBytes } from "node:crypto";

/** Names one extract's pages in order, unlike any other extract's. */
export function spoolName(object: string, ending: "csv" | "json"): () => string {
  const extract = randomBytes(6).toString("hex");
  let page = 0;
  return () => `${object}-${extract}-${String(++page).padStart(6, "0")}.${ending}`;
}
