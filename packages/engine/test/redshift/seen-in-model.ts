import { key, partsOf } from "./model-key.ts";
import type { WarehouseModel } from "./warehouse-model.ts";

/** Each cell as a role sees it: by `relation column role`, the rows' predicates and the mask. Absent = nothing. */
export function seenInModel(model: WarehouseModel): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  for (const text of model.columnPrivileges) {
    const [on = "", column = "", privilege, role = ""] = partsOf(text);
    if (privilege === "SELECT") see(model, seen, { on, column, role });
  }
  for (const text of model.relationPrivileges) {
    const [on = "", privilege, role = ""] = partsOf(text);
    if (privilege !== "SELECT") continue;
    for (const [column] of model.relations.get(on) ?? []) see(model, seen, { on, column, role });
  }
  return seen;
}

function see(
  model: WarehouseModel,
  seen: Map<string, string>,
  { on, column, role }: { readonly on: string; readonly column: string; readonly role: string },
): void {
  const [schema = ""] = partsOf(on);
  if (!model.schemaPrivileges.has(key(schema, "USAGE", role))) return;
  const rows = [...model.rowAttachments]
    .map(partsOf)
    .filter(([where, , who]) => where === on && who === role)
    .map(([, policy = ""]) => model.rowPolicies.get(policy));
  if (model.secured.has(on) && rows.length === 0) return;
  const masks = [...model.maskAttachments]
    .map(([text, priority]) => ({ parts: partsOf(text), priority }))
    .filter(
      ({ parts: [where, , masked, who] }) => where === on && masked === column && who === role,
    )
    .sort((a, b) => b.priority - a.priority)
    .map(({ parts: [, policy = ""] }) => model.maskPolicies.get(policy));
  seen.set(
    key(on, column, role),
    JSON.stringify({
      rows: model.secured.has(on) ? rows.sort() : "all",
      mask: masks[0] ?? "clear",
    }),
  );
}
