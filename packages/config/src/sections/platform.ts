import type { Access } from "../access/types.ts";
import type { Flow } from "../appflow/types.ts";
import type { Connection } from "../connections/types.ts";
import type { DeclaredEnvironment } from "../platform/types.ts";
import type { Warehouse } from "../warehouse/types.ts";

/** A valid platform folder, with every default filled in and every name resolved. */
export interface Platform {
  readonly name: string;
  readonly owner: string;
  /** Absolute path of the folder that was read. */
  readonly folder: string;
  readonly environments: Readonly<Record<string, Environment>>;
}

/** One environment with everything that applies to it; another environment's entries are absent. */
export interface Environment extends DeclaredEnvironment {
  readonly connections: Readonly<Record<string, Connection>>;
  readonly flows: readonly Flow[];
  /** Who may see what; undefined when the folder has no access.yaml. */
  readonly access: Access | undefined;
  /** The warehouse and the models that ELT builds in it; undefined when the folder has no warehouse.yaml. */
  readonly warehouse: Warehouse | undefined;
}
