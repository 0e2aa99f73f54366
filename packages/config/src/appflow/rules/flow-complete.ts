import type { Report, Rule } from "../../sections/rule.ts";
import type { EntryDraft } from "../draft/flow-draft.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import { eachEntry } from "./appflow-rule.ts";

/** An object has a name, and with its class a source and a connection; a write-back has a folder, increments an order. */
export const flowComplete: Rule = (draft, report) => {
  for (const { name, place } of draft.objects) {
    if (name !== undefined) continue;
    const { section, path } = place;
    const named = ["name", "object_name"].some((key) => section.isWritten([...path, key]));
    if (named) continue;
    report({
      code: "LW1402",
      place,
      message: "the object has no name",
      hint: "add name: with the object's API name",
    });
  }
  eachEntry(checkKeys)(draft, report);
};

function checkKeys(entry: EntryDraft, report: Report): void {
  const { settings, direction, object } = entry;
  const declarations = [object.place, object.flowClass.place];
  const missing = (key: string, hint: string) => {
    // A key that the schema refused is already reported.
    if (declarations.some(({ section, path }) => section.isRefused([...path, key]))) return;
    const what = entry.name === "" ? "the object" : `object "${entry.name}"`;
    report({ code: "LW1402", place: object.place, message: `${what} has no ${key}`, hint });
  };
  if (settings.source === undefined)
    missing("source", "add source: salesforce here or to its class");
  if (settings.profiles.length === 0) {
    missing("connector_profile", "name a connection of connections.yaml here or in its class");
  }
  const { source, incremental } = settings;
  if (incremental && isOther(source) && !isSet(entry, "incremental_field")) {
    const hint = `SystemModstamp is Salesforce's: name the field that orders the changes of ${source}`;
    missing("incremental_field", hint);
  }
  if (direction === "out" && settings.prefix === "") {
    missing("s3_prefix", "AppFlow reads the files of a write-back from a folder: name it");
  }
}

function isOther(source: string | undefined): boolean {
  return source !== undefined && source !== "salesforce" && source !== "s3";
}

function isSet({ object, placeOf }: EntryDraft, key: FlowKey): boolean {
  return placeOf(key) !== object.place;
}
