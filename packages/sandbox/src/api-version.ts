import { notFound } from "./server/salesforce-error.ts";

const OLDEST = 31;
const NEWEST = 66;
const SEASONS = ["Spring", "Summer", "Winter"] as const;

/** Every version, oldest first, as `/services/data` lists them. */
export function listVersions(): { label: string; url: string; version: string }[] {
  return Array.from({ length: NEWEST - OLDEST + 1 }, (_, i) => describeVersion(OLDEST + i));
}

function describeVersion(major: number) {
  // Three releases a year; Winter '26 was 65.0.
  const year = 26 + Math.floor((major - 65) / 3);
  const label = `${SEASONS[major % 3]} '${year}`;
  return { label, url: `/services/data/v${major}.0`, version: `${major}.0` };
}

/** Turns a path segment such as `v60.0` into `60.0`; throws 404 for versions that do not exist. */
export function parseVersion(segment: string): string {
  const major = Number(/^v(\d{1,3})\.0$/.exec(segment)?.[1] ?? Number.NaN);
  if (major >= OLDEST && major <= NEWEST) return `${major}.0`;
  throw notFound();
}
