import {
  type StateQuery,
  stateQueries,
} from "../../src/redshift/domain/warehouse-state-queries.ts";
import type { SqlRow, WarehouseSql } from "../../src/redshift/ports/warehouse-sql.ts";
import { type ModelChange, modelChanges } from "./model-changes.ts";
import { partsOf } from "./model-key.ts";
import type { WarehouseModel } from "./warehouse-model.ts";

/** Runs statements on the model and answers questions from it. `onChange` sees it after each statement. */
export function modelSql(model: WarehouseModel, onChange: () => void = () => {}): WarehouseSql {
  return {
    run: async (statement) => {
      const query = Object.entries(stateQueries).find(([, sql]) => sql === statement)?.[0];
      if (query) return answer(model, query as StateQuery);
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

function answer(model: WarehouseModel, query: StateQuery): SqlRow[] {
  const rows = (keys: Iterable<string>) => [...keys].map(partsOf);
  const relation = (text: string) => partsOf(text);
  switch (query) {
    case "roles":
      return [...model.roles].map((name) => [name]);
    case "users":
      return [...model.users].map((name) => [name]);
    case "userGrants":
    case "roleGrants":
      return rows(model.members)
        .filter(([kind]) => kind === (query === "userGrants" ? "user" : "role"))
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
