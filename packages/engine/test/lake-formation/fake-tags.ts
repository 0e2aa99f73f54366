import type {
  AddLFTagsToResourceRequest,
  CreateLFTagRequest,
  GetLFTagRequest,
  GetResourceLFTagsRequest,
  LFTagPair,
  RemoveLFTagsFromResourceRequest,
  Resource,
  UpdateLFTagRequest,
} from "@aws-sdk/client-lakeformation";
import { type Operations, ServiceError } from "./service-error.ts";

/**
 * LF-tags: keys, and what is set where. moto has them too, but setting one tag there drops the others, and reading a
 * table that has none is a server error.
 */
export function fakeTags(): Operations {
  const keys = new Map<string, string[]>();
  const tags = new Map<string, Map<string, string>>();
  const at = (key: string) => {
    const found = tags.get(key) ?? new Map<string, string>();
    tags.set(key, found);
    return found;
  };
  const change = (
    { Resource, LFTags = [] }: AddLFTagsToResourceRequest | RemoveLFTagsFromResourceRequest,
    apply: (own: Map<string, string>, key: string, value: string) => void,
  ) => {
    const unknown = LFTags.filter((pair) => !isDefined(keys, pair));
    if (unknown.length > 0) return { Failures: unknown.map(notFound) };
    for (const own of placesOf(Resource ?? {}).map(at))
      for (const { TagKey = "", TagValues } of LFTags) apply(own, TagKey, TagValues?.[0] ?? "");
    return { Failures: [] };
  };
  return {
    CreateLFTag: ({ TagKey = "", TagValues = [] }: CreateLFTagRequest) => {
      if (keys.has(TagKey)) throw new ServiceError("AlreadyExistsException", TagKey);
      keys.set(TagKey, TagValues);
    },
    GetLFTag: ({ TagKey = "" }: GetLFTagRequest) => {
      const TagValues = keys.get(TagKey);
      if (!TagValues) throw new ServiceError("EntityNotFoundException", `no tag ${TagKey}`);
      return { TagKey, TagValues };
    },
    UpdateLFTag: ({ TagKey = "", TagValuesToAdd = [] }: UpdateLFTagRequest) => {
      keys.set(TagKey, [...(keys.get(TagKey) ?? []), ...TagValuesToAdd]);
    },
    AddLFTagsToResource: (request: AddLFTagsToResourceRequest) =>
      change(request, (own, key, value) => own.set(key, value)),
    RemoveLFTagsFromResource: (request: RemoveLFTagsFromResourceRequest) =>
      change(request, (own, key, value) => {
        if (own.get(key) === value) own.delete(key);
      }),
    GetResourceLFTags: ({ Resource: { Database, Table } = {} }: GetResourceLFTagsRequest) => {
      if (Database) return some({ LFTagOnDatabase: pairs(at(JSON.stringify([Database.Name]))) });
      const table = [Table?.DatabaseName, Table?.Name];
      const columns = [...tags].flatMap(([key, own]) => {
        const [database, name, column] = JSON.parse(key) as string[];
        if (database !== table[0] || name !== table[1] || column === undefined) return [];
        return own.size === 0 ? [] : [{ Name: column, LFTags: pairs(own) }];
      });
      return some({ LFTagsOnTable: pairs(at(JSON.stringify(table))), LFTagsOnColumns: columns });
    },
  };
}

function isDefined(
  keys: ReadonlyMap<string, readonly string[]>,
  { TagKey = "", TagValues = [] }: LFTagPair,
): boolean {
  return TagValues.every((value) => keys.get(TagKey)?.includes(value));
}

function notFound(LFTag: LFTagPair) {
  const [ErrorCode, ErrorMessage] = ["EntityNotFoundException", "Tag or tag value does not exist."];
  return { LFTag, Error: { ErrorCode, ErrorMessage } };
}

function placesOf({ Database, Table, TableWithColumns }: Resource): readonly string[] {
  if (Database) return [JSON.stringify([Database.Name])];
  if (Table) return [JSON.stringify([Table.DatabaseName, Table.Name])];
  return (TableWithColumns?.ColumnNames ?? []).map((column) =>
    JSON.stringify([TableWithColumns?.DatabaseName, TableWithColumns?.Name, column]),
  );
}

function pairs(own: ReadonlyMap<string, string>): LFTagPair[] {
  return [...own].map(([TagKey, value]) => ({ TagKey, TagValues: [value] }));
}

/** The service leaves out lists that would be empty. */
function some(lists: Readonly<Record<string, readonly unknown[]>>) {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}
