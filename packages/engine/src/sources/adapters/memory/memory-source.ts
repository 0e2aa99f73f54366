import { PlatformError } from "../../../core/index.ts";
import type { FieldDescription, ObjectDescription } from "../../domain/field-type.ts";
import { defaultRowFields } from "../../domain/field-type.ts";
import type { Window } from "../../domain/window.ts";
import type { Extract, Organization, Selection, Source } from "../../ports/source.ts";
import { memoryExtraction } from "./memory-extraction.ts";
import type { MemoryRow } from "./memory-row.ts";

export interface MemoryObject {
  readonly fields: readonly FieldDescription[];
  /** May be changed between extracts. */
  readonly rows: MemoryRow[];
}

export interface MemorySourceOptions {
  readonly objects: Readonly<Record<string, MemoryObject>>;
  /** The server's clock. */
  readonly now: Date;
  /** Rows a page, default 2000. */
  readonly pageRows?: number;
  readonly organization?: Organization;
}

/** A source whose data is in memory and whose pages look like Salesforce's, with faults on demand. */
export interface MemorySource extends Source {
  setNow(now: Date): void;
  /** The next extract fails with `source_unreachable` after this many pages. */
  failAfterPages(pages: number): void;
  /** From now on extracts by this API fail as an object does that Salesforce's Bulk API cannot read. */
  refuseApi(api: string): void;
}

export function memorySource(options: MemorySourceOptions): MemorySource {
  let now = options.now;
  let pagesBeforeFailure: number | undefined;
  const refused = new Set<string>();
  return {
    setNow: (at) => {
      now = at;
    },
    failAfterPages: (pages) => {
      pagesBeforeFailure = pages;
    },
    refuseApi: (api) => {
      refused.add(api);
    },
    now: async () => new Date(now),
    organization: async () => options.organization ?? localOrganization,
    describe: async (object) => descriptionOf(options, object),
    rowFields: async () => defaultRowFields,
    count: async (selection) => matchingRows(objectOf(options, selection.object), selection).length,
    chooseApi: (preferred, expectedRows) => {
      if (preferred !== "auto") return preferred;
      return expectedRows === undefined ? "bulk" : "rest";
    },
    fallbackApi: ({ preferredApi, api, error }) =>
      preferredApi === "auto" && api === "bulk" && isRefusal(error) ? "rest" : undefined,
    removeJob: async () => true,
    extract: async (extract, spoolFolder, signal) => {
      if (refused.has(extract.api)) throw refusal(extract);
      const object = objectOf(options, extract.object);
      const failAfter = pagesBeforeFailure;
      pagesBeforeFailure = undefined;
      return memoryExtraction(
        { extract, fields: selectedFields(object, extract), rows: matchingRows(object, extract) },
        { spoolFolder, pageRows: options.pageRows ?? 2000, failAfter },
        signal,
      );
    },
  };
}

const localOrganization: Organization = {
  id: "00D000000000001EAA",
  isSandbox: true,
  isLocal: true,
};

function descriptionOf(options: MemorySourceOptions, object: string): ObjectDescription {
  return { name: object, label: object, fields: objectOf(options, object).fields };
}

function objectOf({ objects }: MemorySourceOptions, name: string): MemoryObject {
  const found = Object.hasOwn(objects, name) ? objects[name] : undefined;
  if (found) return found;
  throw new PlatformError(
    "unknown_name",
    `the source has no object "${name}"`,
    `choose one of: ${Object.keys(objects).join(", ")}`,
  );
}

function refusal({ object, api }: Extract): PlatformError {
  return new PlatformError(
    "bulk_unsupported",
    `"${object}" cannot be read by ${api}`,
    "read it by another API",
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof PlatformError && error.code === "bulk_unsupported";
}

function selectedFields({ fields }: MemoryObject, { object, fields: names }: Selection) {
  return names.map((name) => {
    const field = fields.find((candidate) => candidate.name === name);
    if (field) return field;
    throw new PlatformError(
      "source_refused",
      `object "${object}" has no field "${name}"`,
      "ask for fields that its description lists",
    );
  });
}

function matchingRows(
  { rows }: MemoryObject,
  { includeDeleted, window, keys }: Selection,
): readonly MemoryRow[] {
  return rows
    .filter((row) => includeDeleted || row.IsDeleted !== true)
    .filter((row) => !keys || keys.includes(String(row[defaultRowFields.key])))
    .filter((row) => !window || isWithin(row, window));
}

/** A row without a stamp is in the window that has no beginning alone. */
function isWithin(row: MemoryRow, { field, from, to }: Window): boolean {
  const stamp = row[field];
  if (stamp === null || stamp === undefined)
    return from === undefined && !defaultRowFields.changeStamps.includes(field);
  const at = new Date(stamp instanceof Date ? stamp : String(stamp)).getTime();
  return (from === undefined || from.getTime() <= at) && at < to.getTime();
}
