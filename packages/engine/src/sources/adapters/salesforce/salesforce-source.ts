import { mkdir } from "node:fs/promises";
import type { SalesforceConnection } from "@lakewright/config";
import type { Secrets } from "../../../core/index.ts";
import { PlatformError } from "../../../core/index.ts";
import { defaultRowFields } from "../../domain/field-type.ts";
import type { Extraction, Organization, Source } from "../../ports/source.ts";
import { type ApiClient, openApi } from "./api-client.ts";
import { bulkExtraction } from "./bulk-extraction.ts";
import { abortJob } from "./bulk-job.ts";
import { bulkLimitFailure } from "./bulk-limit.ts";
import { chooseApi, fallbackApi } from "./choose-api.ts";
import { countRows } from "./count-rows.ts";
import { describeObject } from "./describe-object.ts";
import type { ExtractCall } from "./extract-call.ts";
import { asList, asObject, asText } from "./json-shape.ts";
import { keyedExtraction } from "./keyed-extraction.ts";
import { ensureBudget, pingServer } from "./request-budget.ts";
import { restExtraction } from "./rest-extraction.ts";
import { bulkFailure } from "./salesforce-failure.ts";
import { defaultSettings, type SalesforceOptions, type SourceSettings } from "./source-settings.ts";

/**
 * Reads one Salesforce connection over REST and Bulk API 2.0. It logs in with the first request; the token
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
    rowFields: async () => defaultRowFields,
    count: async (selection) => countRows(await client(), selection),
    chooseApi,
    fallbackApi,
    extract: async (extract, spoolFolder, signal) =>
      extraction(await client(), settings, { extract, spoolFolder, signal }),
    removeJob: async (path) => {
      // A server that cannot be reached is told by what needs it.
      const api = await client().catch(() => undefined);
      return api !== undefined && abortJob(api, path);
    },
  };
}

async function extraction(
  api: ApiClient,
  settings: SourceSettings,
  call: ExtractCall,
): Promise<Extraction> {
  const { extract, spoolFolder, signal } = call;
  await ensureBudget(api, settings.usageLimit, signal);
  await mkdir(spoolFolder, { recursive: true });
  if (extract.keys)
    return keyedExtraction(extract, (part) => onePart(api, settings, { ...call, extract: part }));
  return onePart(api, settings, call);
}

async function onePart(
  api: ApiClient,
  settings: SourceSettings,
  call: ExtractCall,
): Promise<Extraction> {
  if (call.extract.api === "rest") return restExtraction(api, call, settings.usageLimit);
  try {
    return await bulkExtraction(api, call, settings);
  } catch (error) {
    throw bulkFailure(await bulkLimitFailure(api, error, call.signal));
  }
}

async function serverTime(api: ApiClient): Promise<Date> {
  const { headers } = await pingServer(api);
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
  // An org that does not say that it is a sandbox is treated as production.
  return { id: asText(Id), isSandbox: IsSandbox === true, isLocal: api.isLocal };
}
