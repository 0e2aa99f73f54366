import { mkdir } from "node:fs/promises";
import type { SalesforceConnection } from "@lakewright/config";
import type { Secrets } from "../../../core/index.ts";
import { PlatformError } from "../../../core/index.ts";
import type { Extract, Extraction, Organization, Source } from "../../ports/source.ts";
import { type ApiClient, openApi } from "./api-client.ts";
import { bulkExtraction } from "./bulk-extraction.ts";
import { countRows } from "./count-rows.ts";
import { describeObject } from "./describe-object.ts";
import { asList, asObject, asText } from "./json-shape.ts";
import { askLightly, ensureBudget } from "./request-budget.ts";
import { restExtraction } from "./rest-extraction.ts";
import { bulkFailure } from "./salesforce-failure.ts";
import { defaultSettings, type SalesforceOptions, type SourceSettings } from "./source-settings.ts";

/**
 * Reads one Salesforce connection over REST and Bulk API 2.0. It logs in when it is first asked something; the token
 * stays in memory. Its data sinks to files unparsed, so memory does not grow with the extract.
 */
export function salesforceSource(
  connection: SalesforceConnection,
  secrets: Secrets,
  options: SalesforceOptions = {},
): Source {
  const settings: SourceSettings = { ...defaultSettings, ...options };
  let opened: Promise<ApiClient> | undefined;
  const client = () => {
    opened ??= openApi(connection, secrets, settings).catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    now: async () => serverTime(await client()),
    organization: async () => organizationOf(await client()),
    describe: async (object) => describeObject(await client(), object),
    count: async (extract) => countRows(await client(), extract),
    extract: async (extract, spoolFolder, signal) =>
      extraction(await client(), settings, extract, spoolFolder, signal),
  };
}

async function extraction(
  api: ApiClient,
  { pageRows, usageLimit }: SourceSettings,
  extract: Extract,
  spoolFolder: string,
  signal: AbortSignal,
): Promise<Extraction> {
  await ensureBudget(api, usageLimit, signal);
  await mkdir(spoolFolder, { recursive: true });
  if (extract.api === "rest") return restExtraction(api, extract, spoolFolder, signal);
  try {
    return await bulkExtraction(api, extract, spoolFolder, pageRows, signal);
  } catch (error) {
    throw bulkFailure(error);
  }
}

async function serverTime(api: ApiClient): Promise<Date> {
  const { headers } = await askLightly(api);
  const at = new Date(headers.date ?? "");
  if (!Number.isNaN(at.getTime())) return at;
  throw new PlatformError(
    "source_refused",
    `connection "${api.connection}": the server does not tell the time`,
    "a proxy may remove the Date header: windows cannot be planned without it",
  );
}

async function organizationOf(api: ApiClient): Promise<Organization> {
  const query = new URLSearchParams({ q: "SELECT Id, IsSandbox FROM Organization" });
  const answer = asObject(await api.json({ path: api.data(`/query?${query}`) }));
  const { Id, IsSandbox } = asObject(asList(answer.records)[0]);
  // What does not say that it is a sandbox is treated as production.
  return { id: asText(Id), isSandbox: IsSandbox === true, isLocal: api.isLocal };
}
