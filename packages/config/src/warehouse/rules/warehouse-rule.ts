import type { PlatformDraft } from "../../sections/platform-draft.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import type { VaultDraft, WarehouseDraft } from "../draft/warehouse-draft.ts";

/** A rule about warehouse.yaml; folders without one pass. */
export function aboutWarehouse(
  check: (warehouse: WarehouseDraft, report: Report, draft: PlatformDraft) => void,
): Rule {
  return (draft, report) => {
    if (draft.warehouse) check(draft.warehouse, report, draft);
  };
}

/** A rule about the vault; folders without one pass. */
export function aboutVault(
  check: (vault: VaultDraft, report: Report, warehouse: WarehouseDraft) => void,
): Rule {
  return aboutWarehouse((warehouse, report) => {
    if (warehouse.vault) check(warehouse.vault, report, warehouse);
  });
}

export function namesOf(items: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set(items.map(({ name }) => name));
}
