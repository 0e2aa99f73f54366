/**
 * The org behind the sandbox: a generated life-science go-to-market org, files as objects, and a
 * clock that ages both.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { firstDayStart, orgClock } from "./clock.ts";
import type { DiceBag } from "./dice.ts";
import { generateTable } from "./generate-table.ts";
import { gtmObjects } from "./gtm-objects.ts";
import { metadataOf } from "./object-spec.ts";
import type { Org, OrgOptions } from "./org.ts";
import { idPrefix, podOf, recordId } from "./record-id.ts";

/** Makes an org with the rows and fields of its first day. */
export async function createOrg(options: OrgOptions): Promise<Org> {
  const instance = await DuckDBInstance.create(options.file ?? ":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(
    "CREATE TABLE sandbox_deleted (object VARCHAR, id VARCHAR, deleted_at TIMESTAMPTZ)",
  );
  const pod = podOf(options.seed);
  const bag: DiceBag = {
    seed: options.seed,
    pod,
    historyEnd: firstDayStart(options.startDate) / 1000 - 3600,
    rows: new Map(gtmObjects.map((spec) => [spec.name, spec.rows(options.accounts)])),
    keyPrefixes: new Map(gtmObjects.map((spec) => [spec.name, spec.keyPrefix])),
  };
  for (const spec of gtmObjects) await generateTable(connection, spec, bag);
  const metadata = gtmObjects.map(metadataOf);
  const clock = orgClock(options.startDate, () => performance.now());
  return {
    id: recordId(idPrefix("00D", pod), 1),
    now: () => new Date(clock.now()),
    objects: () => metadata,
    object: (name) => metadata.find((each) => each.name === name),
    connect: () => instance.connect(),
    version: () => 1,
    day: () => Promise.reject(new Error("ageing is not there yet")),
    close: () => instance.closeSync(),
  };
}
