/** Redshift's catalog as far as grants are about it, by the rules of its documentation. Names as the catalog holds them. */
export interface WarehouseModel {
  readonly roles: Set<string>;
  readonly users: Set<string>;
  /** `user|role member role` */
  readonly members: Set<string>;
  readonly schemas: Map<string, string>;
  /** Columns with their types, by `schema.name`. */
  readonly relations: Map<string, readonly (readonly [name: string, type: string])[]>;
  readonly functions: Set<string>;
  /** Each `schema privilege role`, `relation privilege role`, `relation column privilege role`. */
  readonly schemaPrivileges: Set<string>;
  readonly relationPrivileges: Set<string>;
  readonly columnPrivileges: Set<string>;
  readonly secured: Set<string>;
  readonly rowPolicies: Map<string, string>;
  /** `relation policy role` */
  readonly rowAttachments: Set<string>;
  readonly maskPolicies: Map<string, string>;
  /** Priority by `relation policy column role`. */
  readonly maskAttachments: Map<string, number>;
}

export function emptyModel(): WarehouseModel {
  return {
    roles: new Set(),
    users: new Set(["warehouse_admin"]),
    members: new Set(),
    schemas: new Map(),
    relations: new Map(),
    functions: new Set(),
    schemaPrivileges: new Set(),
    relationPrivileges: new Set(),
    columnPrivileges: new Set(),
    secured: new Set(),
    rowPolicies: new Map(),
    rowAttachments: new Set(),
    maskPolicies: new Map(),
    maskAttachments: new Map(),
  };
}
