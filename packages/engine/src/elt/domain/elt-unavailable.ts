import { PlatformError } from "../../core/index.ts";

/** The failure of what was asked for by name where this machine cannot run dbt. */
export function eltUnavailable(missing: string): PlatformError {
  return new PlatformError("elt_unavailable", `ELT cannot run: ${missing}`, howToGetElt);
}

/** The oldest Python that the pinned dbt runs on. */
export const oldestPython = { major: 3, minor: 10 } as const;

const { major, minor } = oldestPython;

/** What dbt needs, and where it comes from. */
export const howToGetElt = `install python3 ${major}.${minor} or newer with venv, and let pip reach PyPI once, or a mirror of it (PIP_INDEX_URL)`;
