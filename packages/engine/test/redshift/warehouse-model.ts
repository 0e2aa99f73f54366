import { type StateQuestion, stateQuestions } from "../../src/redshift/domain/state-questions.ts";
import type { SqlRow, WarehouseSql } from "../../src/redshift/ports/warehouse-sql.ts";
import { type ModelChange, modelChanges } from "./model-changes.ts";
import { partsOf } from "./model-key.ts";

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

/** Runs statements on the model and answers questions from it. `onChange` sees it after each statement. */
export function modelSql(model: WarehouseModel, onChange: () => void = () => {}): WarehouseSql {
  return {
    run: async (statement) => {
      const question = Object.entries(stateQuestions).find(([, sql]) => sql === statement)?.[0];
      if (question) return answer(model, question as StateQuestion);
      for (const [pattern, change] of modelChanges) {
        const found = pattern.exec(statement);
        if (!found) continue;
        (change as ModelChange)(
          model,
          found.slice(1).map((part) => part ?? ""),
        );
        onChange();
        return [];
      }
      throw new Error(`syntax error at or near: ${statement}`);
    },
  };
}

function answer(model: WarehouseModel, question: StateQuestion): SqlRow[] {
  const rows = (keys: Iterable<string>) => [...keys].map(partsOf);
  const relation = (text: string) => partsOf(text);
  switch (question) {
    case "roles":
      return [...model.roles].map((name) => [name]);
    case "users":
      return [...model.users].map((name) => [name]);
    case "userGrants":
    case "roleGrants":
      return rows(model.members)
        .filter(([kind]) => kind === (question === "userGrants" ? "user" : "role"))
        .map(([, member = "", role = ""]) => [member, role]);
    case "schemas":
      return [...model.schemas];
    case "columns":
      return [...model.relations].flatMap(([name, columns]) =>
        columns.map((column) => [...relation(name), ...column]),
      );
    case "functions":
      return rows(model.functions);
    case "schemaPrivileges":
      return rows(model.schemaPrivileges);
    case "relationPrivileges":
      return rows(model.relationPrivileges).map(([on = "", ...rest]) => [...relation(on), ...rest]);
    case "columnPrivileges":
      return rows(model.columnPrivileges).map(([on = "", ...rest]) => [...relation(on), ...rest]);
    case "secured":
      return [...model.secured].map(relation);
    case "rowPolicies":
      return [...model.rowPolicies.keys()].map((name) => [name]);
    case "rowAttachments":
      return rows(model.rowAttachments).map(([on = "", policy = "", role = ""]) => [
        ...relation(on),
        ...[policy, role, "role"],
      ]);
    case "maskPolicies":
      return [...model.maskPolicies.keys()].map((name) => [name]);
    case "maskAttachments":
      return [...model.maskAttachments].map(([text, priority]) => {
        const [on = "", policy = "", column = "", role = ""] = partsOf(text);
        return [...relation(on), policy, role, "role", `["${column}"]`, String(priority)];
      });
  }
}
