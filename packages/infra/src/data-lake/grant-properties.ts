import { createHash } from "node:crypto";
import type { DeclaredGrants } from "@lakewright/engine/domain/declared-grants";

/** A request holds the properties twice, as they are and as they were, and Lambda takes 256 KB in all. */
const maxBytes = 60_000;

/**
 * Properties of the resource that stands for all grants: in words, so that a change of access is read in the diff of a
 * deployment. Beyond what a request holds, a digest says for each role whether anything changed.
 */
export function grantProperties(declared: DeclaredGrants) {
  const { principals, databases, grants, tags } = declared;
  const same = { Principals: principals, Databases: databases, Digest: digestOf(declared) };
  const words = { ...same, Grants: grants, Tags: tags };
  if (Buffer.byteLength(JSON.stringify(words)) <= maxBytes) return words;
  const digests = Object.entries(grants).map(([name, list]) => [name, digestOf(list)]);
  return { ...same, Grants: Object.fromEntries(digests), Tags: digestOf(tags) };
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
