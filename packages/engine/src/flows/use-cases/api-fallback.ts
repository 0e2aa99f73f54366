import type { FailedRead, Source } from "../../sources/index.ts";

/** Reads by an API, and by another where the source says that the failure calls for it; by none twice. */
export async function withApiFallback<T>(
  source: Pick<Source, "fallbackApi">,
  { preferredApi, api: first }: Pick<FailedRead, "preferredApi" | "api">,
  read: (api: string) => Promise<T>,
): Promise<T> {
  const tried = new Set<string>();
  for (let api = first; ; ) {
    tried.add(api);
    try {
      return await read(api);
    } catch (error) {
      const next = source.fallbackApi({ preferredApi, api, error });
      if (next === undefined || tried.has(next)) throw error;
      api = next;
    }
  }
}
