import {
  AddLFTagsToResourceCommand,
  CreateLFTagCommand,
  GetLFTagCommand,
  GetResourceLFTagsCommand,
  type LakeFormationClient,
  type LFTagError,
  type LFTagPair,
  RemoveLFTagsFromResourceCommand,
  type Resource,
  UpdateLFTagCommand,
} from "@aws-sdk/client-lakeformation";
import { type Retry, retried, unless } from "../../../core/adapters/aws/retry.ts";
import type { Governance, TagTarget } from "../../ports/governance.ts";
import type { LakeFormationService } from "./lake-formation-batches.ts";

type TagPort = Pick<Governance, "ensureTag" | "databaseTags" | "tableTags" | "tag" | "untag">;
type Tags = Readonly<Record<string, string>>;

/** LF-tags: their keys, and what is set on databases, tables and columns. */
export function lakeFormationTags(client: LakeFormationClient, retry: Retry): TagPort {
  const assigned = async (target: Resource) => {
    const command = new GetResourceLFTagsCommand({ Resource: target, ShowAssignedLFTags: true });
    return retried(retry, () => client.send(command));
  };
  return {
    ensureTag: (key, values) => ensureTag({ client, retry }, key, values),
    databaseTags: async (database) =>
      tagsOf((await assigned({ Database: { Name: database } })).LFTagOnDatabase),
    tableTags: async (database, table) => {
      const own = await assigned({ Table: { DatabaseName: database, Name: table } });
      const columns = (own.LFTagsOnColumns ?? []).map(
        ({ Name = "", LFTags }) => [Name, tagsOf(LFTags)] as const,
      );
      return { table: tagsOf(own.LFTagsOnTable), columns: new Map(columns) };
    },
    tag: (target, tags) =>
      change(retry, async () => {
        const command = new AddLFTagsToResourceCommand({
          Resource: resourceOf(target),
          LFTags: pairsOf(tags),
        });
        return (await client.send(command)).Failures;
      }),
    untag: (target, tags) =>
      change(retry, async () => {
        const command = new RemoveLFTagsFromResourceCommand({
          Resource: resourceOf(target),
          LFTags: pairsOf(tags),
        });
        const answer = await unless("EntityNotFoundException", () => client.send(command));
        return answer?.Failures?.filter(
          ({ Error: error }) => error?.ErrorCode !== "EntityNotFoundException",
        );
      }),
  };
}

/** Values are added and never removed: others of the account may use the key too. */
async function ensureTag(
  { client, retry }: Pick<LakeFormationService, "client" | "retry">,
  TagKey: string,
  values: readonly string[],
): Promise<void> {
  const known = await unless("EntityNotFoundException", () =>
    retried(retry, () => client.send(new GetLFTagCommand({ TagKey }))),
  );
  const present = known?.TagValues ?? [];
  const TagValuesToAdd = values.filter((value) => !present.includes(value));
  if (present.length === 0)
    await retried(retry, () =>
      client.send(new CreateLFTagCommand({ TagKey, TagValues: [...values] })),
    );
  else if (TagValuesToAdd.length > 0)
    await retried(retry, () => client.send(new UpdateLFTagCommand({ TagKey, TagValuesToAdd })));
}

/** The service returns the tags that it refused; they are thrown as an error. */
async function change(
  retry: Retry,
  send: () => Promise<readonly LFTagError[] | undefined>,
): Promise<void> {
  await retried(retry, async () => {
    const [failure] = (await send()) ?? [];
    if (!failure) return;
    const { ErrorCode = "", ErrorMessage } = failure.Error ?? {};
    const error = new Error(`tag ${failure.LFTag?.TagKey}: ${ErrorMessage}`);
    error.name = ErrorCode;
    throw error;
  });
}

function resourceOf({ database, table, columns }: TagTarget): Resource {
  if (table === undefined) return { Database: { Name: database } };
  const named = { DatabaseName: database, Name: table };
  return columns ? { TableWithColumns: { ...named, ColumnNames: [...columns] } } : { Table: named };
}

function pairsOf(tags: Tags): LFTagPair[] {
  return Object.entries(tags).map(([TagKey, value]) => ({ TagKey, TagValues: [value] }));
}

function tagsOf(pairs: readonly LFTagPair[] | undefined): Tags {
  return Object.fromEntries(
    (pairs ?? []).map(({ TagKey = "", TagValues }) => [TagKey, TagValues?.[0] ?? ""]),
  );
}
