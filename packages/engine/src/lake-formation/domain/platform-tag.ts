/**
 * LF-tag that every database of the platform carries and that every policy on tags names too: tag keys and values are
 * one set for the whole account, so that without it another platform's tables would be opened by our policies.
 */
export const platformTag = "lakewright-platform";

/** Its value: lower case, as Lake Formation stores it, and within 50 characters. */
export function platformTagValue(platform: string, standsFor: string): string {
  return `${platform}-${standsFor}`.toLowerCase().slice(0, 50);
}
