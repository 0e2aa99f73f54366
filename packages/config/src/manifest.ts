import { isAbsolute, relative } from "node:path";
import { type TableId, tableId } from "./names/table-id.ts";
import type { Environment, Platform } from "./sections/platform.ts";
import { spectrumPersonas, spectrumRoleName } from "./warehouse/spectrum-role-name.ts";
import type { EltProject, Redshift, Warehouse } from "./warehouse/types.ts";
import { warehouseTables } from "./warehouse/warehouse-tables.ts";

/** The part of the platform folder that handlers of a deployed environment know: no connection, no secret, no path. */
export interface Manifest {
  readonly platform: string;
  readonly environment: DeployedEnvironment;
}

export interface DeployedEnvironment
  extends Pick<
    Environment,
    "name" | "standsFor" | "account" | "region" | "buckets" | "flows" | "access"
  > {
  /** IAM role by which the warehouse reads the lake, by the role of access.yaml whose grants it has; absent = none. */
  readonly spectrumRoles?: Readonly<Record<string, string>>;
  /** Absent where there is none. */
  readonly warehouse?: DeployedWarehouse;
}

/** The part of the warehouse that handlers know: its place, and the projects that build in it. */
export interface DeployedWarehouse {
  readonly kind: Redshift["kind"];
  readonly database: string;
  readonly usageLimits: Redshift["usageLimits"];
  /** Names of the external schemas. */
  readonly externalSchemas: readonly string[];
  readonly projects: readonly Pick<EltProject, "name" | "role" | "schemas">[];
  /** `<schema>.<table>` of every table that a YAML declares: no other can be granted to anybody (ADR 15). */
  readonly tables: readonly TableId[];
}

/** The manifest as text: the same on every machine, whatever the folder's path. */
export function writeManifest(platform: Platform, environment: Environment): string {
  const { name, standsFor, account, region, buckets, flows, access } = environment;
  const warehouse = environment.warehouse && deployedWarehouse(environment.warehouse);
  const spectrumRoles = Object.fromEntries(
    spectrumPersonas(environment).map((role) => [
      role,
      spectrumRoleName(platform.name, environment, role),
    ]),
  );
  const manifest: Manifest = {
    platform: platform.name,
    environment: {
      ...{ name, standsFor, account, region, buckets, flows, access, spectrumRoles },
      ...(warehouse ? { warehouse } : {}),
    },
  };
  return JSON.stringify(manifest, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key];
    if (raw instanceof Date) return { [dateKey]: raw.toISOString() };
    if (key === "file" && typeof value === "string" && isAbsolute(value))
      return relative(platform.folder, value);
    return value;
  });
}

function deployedWarehouse(warehouse: Warehouse): DeployedWarehouse {
  const { redshift, externalSchemas, projects } = warehouse;
  const { kind, database, usageLimits } = redshift;
  return {
    ...{ kind, database, usageLimits },
    externalSchemas: externalSchemas.map((schema) => schema.name),
    projects: projects.map(({ name, role, schemas }) => ({
      ...{ name, schemas },
      role,
    })),
    tables: warehouseTables(warehouse).map(tableId),
  };
}

/** Reads what `writeManifest` wrote. */
export function readManifest(text: string): Manifest {
  return JSON.parse(text, (_, value: unknown) => {
    const date = (value as { [dateKey]?: unknown } | null)?.[dateKey];
    return typeof date === "string" ? new Date(date) : value;
  }) as Manifest;
}

const dateKey = "$date";
