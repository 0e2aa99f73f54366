import type { ObjectMetadata, Org } from "../org/org.ts";

/** Remembers when each object's metadata last changed, for If-Modified-Since. */
export interface DescribeClock {
  /** Whole seconds, as HTTP dates have. */
  changedAt(metadata: ObjectMetadata): Date;
}

/** A clock to which everything changed now. */
export function createDescribeClock(org: Org): DescribeClock {
  const startedAt = wholeSeconds(org.now());
  const seen = new Map<string, { text: string; at: Date }>();
  for (const metadata of org.objects()) {
    seen.set(metadata.name, { text: JSON.stringify(metadata), at: startedAt });
  }
  return {
    changedAt(metadata) {
      const text = JSON.stringify(metadata);
      const known = seen.get(metadata.name);
      if (known?.text === text) return known.at;
      const at = known ? wholeSeconds(org.now()) : startedAt;
      seen.set(metadata.name, { text, at });
      return at;
    },
  };
}

function wholeSeconds(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}
