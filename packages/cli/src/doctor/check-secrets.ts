import { secretNames, secretVariable } from "@lakewright/config";
import { showNumberOf } from "../output/amounts.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { failureOf, isPlatformError } from "../report-failure.ts";
import type { Finding } from "./finding.ts";

/** Names the secrets file, and the secrets that the environment needs and that have no value. Values are never shown. */
export async function checkSecrets(open: OpenPlatform): Promise<Finding> {
  const { path } = open.secretsFile;
  try {
    return findingOn(path, { names: secretNames(open.environment), missing: await missing(open) });
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    const { message, hint } = await failureOf(error);
    return { state: "fail", what: "secrets", says: message, ...(hint ? { todo: hint } : {}) };
  }
}

async function missing({ environment, secrets }: OpenPlatform): Promise<readonly string[]> {
  const found = await Promise.all(
    secretNames(environment).map(async (name) => {
      const value = secrets.resolve({ from: "secret", name });
      return value.then(
        () => [],
        (error: unknown) => {
          if (isPlatformError(error) && error.code === "secret_missing") return [name];
          throw error;
        },
      );
    }),
  );
  return found.flat();
}

function findingOn(
  path: string,
  { names, missing }: { readonly names: readonly string[]; readonly missing: readonly string[] },
): Finding {
  const what = "secrets";
  if (names.length === 0) return { state: "ok", what, says: `${path}: no secret is needed here` };
  if (missing.length === 0) {
    const says = `${path}: ${showNumberOf(names.length, "secret")} needed, all there`;
    return { state: "ok", what, says };
  }
  const says = `${path}: ${showNumberOf(missing.length, "secret")} missing: ${missing.join(", ")}`;
  const lines = missing.map((name) => `${secretVariable(name)}=…`).join(" and ");
  const todo = `write ${lines} in that file (chmod 600), or set the variables`;
  return { state: "fail", what, says, todo };
}
