import type { EntryDraft } from "../draft/flow-draft.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import { eachEntry } from "./appflow-rule.ts";

const onlyIn: readonly FlowKey[] = [
  "incremental_load",
  "incremental_field",
  "first_load",
  "first_load_cuts",
  "overlap",
  "refresh",
  "include_deleted",
  "exclude_fields",
  "clear_fields",
];
const onlyIncremental: readonly FlowKey[] = [
  "incremental_field",
  "first_load",
  "overlap",
  "refresh",
];
const onlySalesforce: readonly FlowKey[] = ["api", "include_deleted", "clear_fields", "refresh"];

/** A key that an object itself sets has an effect there. Inherited keys may be meant for other objects. */
export const keysTakeEffect = eachEntry((entry, report) => {
  for (const [key, why] of withoutEffect(entry)) {
    if (!entry.isSetByObject(key)) continue;
    const place = entry.placeOf(key, { key: true });
    report({ code: "LW1411", place, message: `${key} has no effect: ${why}`, hint: "remove it" });
  }
});

function withoutEffect({ direction, settings }: EntryDraft): Map<FlowKey, string> {
  const reasons = new Map<FlowKey, string>();
  const because = (keys: readonly FlowKey[], why: string) => {
    for (const key of keys) reasons.set(key, why);
  };
  if (direction === "out") {
    because(settings.incremental ? onlyIn : onlyIn.slice(1), "the flow writes back");
    return reasons;
  }
  because(["upsert_field_list"], "the flow reads into the lake");
  if (settings.source !== "salesforce") because(onlySalesforce, "the source is not Salesforce");
  if (!settings.incremental) because(onlyIncremental, "the flow reads everything each run");
  return reasons;
}
