import type { FailedRead, Source } from "../../sources/index.ts";

/** Reads by an API, and by another where the source says that the failure calls for it. */
export async function withApiFallback<T>(
  source: Source,
  choice: Pick<FailedRead, "preferredApi" | "api">,
  read: (api: string) => Promise<T>,
): Promise<T> {
  try {
    return await read(choice.api);
  } catch (error) {
    const api = source.fallbackApi({ ...choice, error });
    if (api === undefined) throw error;
    return withApiFallback(source, { ...choice, api }, read);
  }
}
