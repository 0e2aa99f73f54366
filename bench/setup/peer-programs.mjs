import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { watchedChild } from "../measure/watched-child.mjs";
import { root } from "./root.mjs";

/** Fast settings of dlt's performance guide; the guide's defaults where a setting is not named. */
const dltSettings = {
  EXTRACT__WORKERS: "4",
  NORMALIZE__WORKERS: "2",
  LOAD__WORKERS: "2",
  EXTRACT__DATA_WRITER__BUFFER_MAX_ITEMS: "50000",
  EXTRACT__DATA_WRITER__FILE_MAX_ITEMS: "50000",
  NORMALIZE__DATA_WRITER__BUFFER_MAX_ITEMS: "50000",
  DATA_WRITER__DISABLE_COMPRESSION: "true",
};
const dltQuiet = { RUNTIME__DLTHUB_TELEMETRY: "false", RUNTIME__LOG_LEVEL: "ERROR" };

/** The settings of `dltSettings` in words, for the page of results. */
export const dltSettingsText = Object.entries(dltSettings)
  .map(([name, value]) => `${name}=${value}`)
  .join(", ");

const dltTypes = {
  boolean: "bool",
  int: "bigint",
  long: "bigint",
  double: "double",
  currency: "double",
  percent: "double",
  date: "date",
  datetime: "timestamp",
};

/** Runs a dlt script of the harness once, into an empty folder; throws unless it loaded `rows`. */
export async function dltRun(script, { python, sandbox, token, object, fields, folder, rows }) {
  const target = join(folder, "dlt");
  await rm(target, { recursive: true, force: true });
  const columns = Object.fromEntries(
    fields.map(({ name, type }) => [name, dltTypes[type] ?? "text"]),
  );
  const settings = { url: sandbox.url, token, object, columns, target, pageRows: 50_000 };
  const file = join(root, "bench/harness", script);
  const env = { ...dltSettings, ...dltQuiet };
  const child = await watchedChild(python, [file, JSON.stringify(settings)], { env });
  assertRows(JSON.parse(child.stdout.trim().split("\n").at(-1)).rows, rows, script);
  return child;
}

/** Prepares tap-salesforce for one object: its configuration and the catalog that it discovers itself. */
export async function prepareTap({ python, sandbox, token, object, folder }) {
  const tapFolder = join(folder, "tap");
  await mkdir(tapFolder, { recursive: true });
  const config = {
    refresh_token: "replaced by the token",
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
    start_date: "2000-01-01T00:00:00Z",
    api_type: "REST",
    select_fields_by_default: true,
    instance_url: sandbox.url,
    access_token: token,
  };
  await writeFile(join(tapFolder, "config.json"), JSON.stringify(config));
  const discovered = await watchedChild(python, [tapFile, tapFolder, "discover"]);
  const catalog = JSON.parse(discovered.stdout);
  for (const { stream, metadata } of catalog.streams)
    for (const entry of metadata)
      if (entry.breadcrumb.length === 0) entry.metadata.selected = stream === object;
  await writeFile(join(tapFolder, "catalog.json"), JSON.stringify(catalog));
  return tapFolder;
}

const tapFile = join(root, "bench/harness/run_tap.py");

/** Runs the tap once, its messages to a file; throws unless it counted `rows`. */
export async function tapRun(tapFolder, { python, rows }) {
  const output = await open(join(tapFolder, "messages.jsonl"), "w");
  try {
    const child = await watchedChild(python, [tapFile, tapFolder], { stdout: output.fd });
    const counts = [...child.stderr.matchAll(/"record_count", "value": (\d+)/g)];
    assertRows(
      counts.reduce((sum, [, count]) => sum + Number(count), 0),
      rows,
      "tap-salesforce",
    );
    return child;
  } finally {
    await output.close();
  }
}

function assertRows(loaded, rows, who) {
  if (loaded !== rows) throw new Error(`${who} loaded ${loaded} rows instead of ${rows}`);
}
