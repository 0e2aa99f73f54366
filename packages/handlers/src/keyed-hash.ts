import type { Manifest } from "@lakewright/config";
import { hashKeySecret, keyedHash, type Secrets } from "@lakewright/engine";
import { awsSecrets } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import { errorFields, logLine, type WriteLine, writeLine } from "./log-line.ts";

/** A batch of values, as Redshift sends it (Redshift database developer guide, "Creating a scalar Lambda UDF"). */
export interface HashRequest {
  /** One list for each row, of the function's one argument. */
  readonly arguments: readonly (readonly (string | null)[])[];
}

/**
 * Hashes what masks of the warehouse show as hashes. The key is read once for each start and is in nothing that is answered
 * or logged; neither is a value. The answer is text, in which Redshift looks for JSON.
 */
export function keyedHashHandler(
  { secrets }: { readonly secrets: Secrets },
  manifest: Manifest,
  write: WriteLine,
): (request: HashRequest) => Promise<string> {
  let key: string | undefined;
  return async (request) => {
    try {
      key ??= await secrets.resolve({ from: "secret", name: hashKeySecret(manifest) });
      const results = hashAll(key, request);
      return JSON.stringify({ success: true, num_records: results.length, results });
    } catch (error) {
      write(logLine(manifest, { message: "values not hashed", ...errorFields(error) }));
      return JSON.stringify({ success: false, error_msg: "values could not be hashed" });
    }
  };
}

function hashAll(key: string, request: HashRequest): readonly (string | null)[] {
  return request.arguments.map(([value]) =>
    value === null || value === undefined ? null : keyedHash(key, value),
  );
}

let bound: ReturnType<typeof keyedHashHandler> | undefined;

/** Entry point for Redshift. */
export async function handler(request: HashRequest): Promise<string> {
  bound ??= keyedHashHandler(
    { secrets: awsSecrets() },
    bundledManifest(import.meta.url),
    writeLine,
  );
  return bound(request);
}
