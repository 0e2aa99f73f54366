import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";

/** True when an entry that names environments, or none for all, holds in a catalog's environment. */
export function appliesIn(
  { environments }: { readonly environments: readonly string[] },
  { environment, standsFor }: Pick<CatalogDraft, "environment" | "standsFor">,
): boolean {
  if (environments.length === 0) return true;
  return environments.includes(environment) || environments.includes(standsFor);
}
