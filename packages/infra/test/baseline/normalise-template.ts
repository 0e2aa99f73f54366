/** A template as far as it says what is deployed: no hashes of code, nothing that every stack has, keys in order. */
export interface NormalTemplate {
  readonly Resources: Readonly<Record<string, NormalResource>>;
  readonly [section: string]: unknown;
}

export interface NormalResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** Leaves out what changes without a change of what is deployed. */
export function normaliseTemplate(template: Readonly<Record<string, unknown>>): NormalTemplate {
  const { Resources = {}, Outputs, Parameters, Conditions, Mappings } = template;
  const resources = Object.entries(Resources as Record<string, NormalResource>).map(
    // Descriptions of resources stay: that of a managed policy cannot be changed in place.
    ([id, { Metadata, ...resource }]) => [id, resource] as const,
  );
  const { BootstrapVersion, ...own } = (Parameters ?? {}) as Record<string, unknown>;
  const sections = { Conditions, Mappings, Outputs, Parameters: own };
  const present = Object.entries(sections).filter(([, of]) => Object.keys(of ?? {}).length > 0);
  const kept = { ...Object.fromEntries(present), Resources: Object.fromEntries(resources) };
  return normalised(kept) as NormalTemplate;
}

function normalised(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\b[0-9a-f]{64}\b/g, "<hash>");
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, normalised(inner)]));
}
