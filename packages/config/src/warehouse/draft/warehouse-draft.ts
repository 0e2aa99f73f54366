import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import type { Place, Placed } from "../../source/place.ts";
import type {
  Bridge,
  EltProject,
  ExternalSchema,
  Hub,
  Link,
  Mart,
  PointInTime,
  Redshift,
  Satellite,
  Vault,
} from "../types.ts";

/** warehouse.yaml with defaults filled in, before it is known to be right. Rules check this. */
export interface WarehouseDraft {
  /** By the name of the environment. */
  readonly redshift: ReadonlyMap<string, RedshiftDraft>;
  readonly externalSchemas: readonly Placed<ExternalSchema>[];
  readonly projects: readonly ProjectDraft[];
  readonly vault: VaultDraft | undefined;
  readonly marts: readonly MartDraft[];
  readonly maskingFunctions: readonly string[];
  /** Tables that flows bring into the catalog of each environment. */
  readonly catalogs: readonly CatalogDraft[];
  /** False when a file of flows could not be read, so that other tables may be declared in it. */
  readonly allTablesKnown: boolean;
  /** Roles of access.yaml; undefined when they are not all known. */
  readonly roles: ReadonlySet<string> | undefined;
  /** Environments that keys name. */
  readonly overriding: readonly { readonly name: string; readonly place: Place }[];
  readonly place: Place;
}

export type RedshiftDraft = DistributiveOmit<Redshift, "at"> & {
  readonly place: Place;
  /** Keys that are set but belong to the other kind. */
  readonly strayKeys: readonly { readonly key: string; readonly place: Place }[];
  /** Which of the two ends of the pause is missing. */
  readonly missingEnd: "pause_at" | "resume_at" | undefined;
};

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface ProjectDraft
  extends Omit<Placed<EltProject>, "schemas" | "tables" | "modelsFolder"> {
  /** Schemas and tables as written, without those of vault and marts. */
  readonly schemas: readonly string[];
  readonly tables: EltProject["tables"] | undefined;
  /** From the platform's folder. */
  readonly models: string;
}

export interface VaultDraft
  extends Omit<
    Vault,
    "at" | "project" | "hubs" | "links" | "satellites" | "pointInTimes" | "bridges"
  > {
  readonly project: string | undefined;
  readonly hubs: readonly Placed<Hub>[];
  readonly links: readonly Placed<Link>[];
  readonly satellites: readonly SatelliteDraft[];
  readonly pointInTimes: readonly Placed<PointInTime>[];
  readonly bridges: readonly Placed<Bridge>[];
  readonly place: Place;
}

export interface SatelliteDraft {
  readonly name: string;
  readonly hub: string | undefined;
  readonly link: string | undefined;
  /** Undefined = the first one of the hub, the only one of the link. */
  readonly source: Satellite["source"] | undefined;
  readonly columns: readonly string[];
  readonly place: Place;
}

export interface MartDraft extends Omit<Placed<Mart>, "project" | "owner" | "tables"> {
  readonly project: string | undefined;
  readonly owner: string | undefined;
  readonly tables: readonly Placed<Mart["tables"][number]>[];
}
