import type { FailedRead, Source } from "../../sources/index.ts";

/**
 * Reads by an API, and by another where the source says that the failure calls for it; by none twice. `because` is why it is not the
 * first one.
 */
export async function withApiFallback<T>(
  source: Pick<Source, "fallbackApi">,
  { preferredApi, api: first }: Pick<FailedRead, "preferredApi" | "api">,
  read: (api: string, because: string | undefined) => Promise<T>,
): Promise<T> {
  let because: string | undefined;
  const tried = new Set<string>();
  for (let api = first; ; ) {
    tried.add(api);
    try {
      return await read(api, because);
    } catch (error) {
      const next = source.fallbackApi({ preferredApi, api, error });
      if (next === undefined || tried.has(next)) throw error;
      because = error instanceof Error ? error.message : String(error);
      api = next;
    }
  }
}
