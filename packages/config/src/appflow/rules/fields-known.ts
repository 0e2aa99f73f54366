import { missingColumnHint } from "../../known-columns.ts";
import { tableId } from "../../names/table-id.ts";
import { showValue } from "../../show-value.ts";
import type { FlowDraft } from "../draft/flow-draft.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import { eachFlow } from "./appflow-rule.ts";

/**
 * Fields that a flow reads by name are columns of what it has loaded. Only a warning: the next load may bring a new one. Not those
 * that it leaves out, which were never loaded.
 */
export const fieldsKnown = eachFlow((flow, report, { knownColumns }) => {
  if (flow.direction !== "in" || flow.environment.name !== knownColumns?.environment) return;
  const id = tableId(flow);
  const columns = knownColumns.tables.get(id);
  if (!columns) return;
  for (const { key, names } of namedFields(flow))
    for (const name of names) {
      if (columns.includes(name.toLowerCase())) continue;
      const message = `${key} names ${showValue(name)}, which ${id} has not loaded`;
      const hint = missingColumnHint(name, columns);
      report({ code: "LW1427", place: flow.placeOf(key, { within: name }), message, hint });
    }
});

/** What flows order changes by that name nothing; an object without it has another stamp. */
const fallback = "SystemModstamp";

function namedFields({ settings }: FlowDraft) {
  const { fields = [], clearFields, incremental, incrementalField } = settings;
  const named: { readonly key: FlowKey; readonly names: readonly string[] }[] = [
    { key: "fields", names: fields },
    { key: "clear_fields", names: clearFields },
    {
      key: "incremental_field",
      names: incremental && incrementalField !== fallback ? [incrementalField] : [],
    },
  ];
  return named;
}
