import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { text } from "../../schema/text-schema.ts";
import { flagTexts, isNotApplicable } from "../../values/flag.ts";
import { checkKeyPrefix } from "../../values/key-prefix.ts";
import { parseSchedule } from "../../values/schedule.ts";
import { parsedBy } from "../../values/value-check.ts";
import { checkApiName } from "../values/api-name.ts";
import { checkDescription } from "../values/description.ts";
import { parseFirstLoad } from "../values/first-load.ts";
import { parseCuts } from "../values/first-load-cuts.ts";
import { parseOverlap } from "../values/overlap.ts";
import { checkPartitionColumn } from "../values/partition-column.ts";
import { parseRefresh } from "../values/refresh.ts";

const flag = z.union([z.boolean(), z.literal([0, 1]), z.enum(flagTexts)], {
  error: "0 or 1 (or true, false, na)",
});

const fieldName = text((name) => (isNotApplicable(name) ? undefined : checkApiName(name)));

/** The keys that a class, an object and their `environments` share. */
export const flowKeys = {
  source: text().describe(
    "Where rows come from: `salesforce`, `s3` for write-back, or another connector of AppFlow.",
  ),
  destination: text().describe(
    "Where rows go: `s3`, or `salesforce` for write-back. Default: the other one.",
  ),
  connector_profile: nameList().describe("Connection, or several: each makes a flow of its own."),
  incremental_load: flag.describe(
    "1 = everything first and then what changed; 0 = everything, each run. Default: 0.",
  ),
  incremental_field: fieldName.describe(
    "Field that orders changes. Default for Salesforce: `SystemModstamp`; other connectors have none.",
  ),
  first_load: text()
    .superRefine(parsedBy<string>(parseFirstLoad))
    .describe(
      "What the first incremental run reads: `full` (default), or changes since a day such as `2024-01-31`.",
    ),
  first_load_cuts: z
    .union([z.string(), z.array(z.string())], { error: "days separated by commas, or a list" })
    .superRefine(parsedBy<string | string[]>(parseCuts))
    .describe(
      "AWS only: days at which a full first load of more than AppFlow's 15 GB a run is cut by `CreatedDate`, the oldest first: `[2019-01-01, 2022-01-01]`. Each part is read by a flow of its own that runs once, on demand.",
    ),
  overlap: z
    .union([z.string(), z.number()], { error: "a duration such as 15 minutes" })
    .superRefine(parsedBy<string | number>(parseOverlap))
    .describe(
      "How far each increment reaches back for records that were committed late: `15 minutes`; at most 10 hours, `0` = not at all. Default: 30 minutes. Rows that it reads again and the lake already holds are not written again. On AWS it is AppFlow's schedule offset: each run leaves out the last minutes and the next one reads them, so that nothing is read twice and the table is that much older.",
    ),
  refresh: text()
    .superRefine(parsedBy<string>(parseRefresh))
    .describe(
      "How often an increment's formula and roll-up fields, whose values change without moving a record's stamp, are read again for all records: `daily`, `weekly`, `rate(…)`, `cron(…)` in UTC, or `na` = never (default). Fields that were added later are filled with them. Only rows that differ are written. AppFlow can neither compare nor read single fields: on AWS a second flow reads the object as a whole by this schedule, into the table `<object>__refresh`, under the same rules of access. Salesforce only.",
    ),
  schedule_expression: text()
    .superRefine(parsedBy<string>(parseSchedule))
    .describe("`rate(1 day)`, `cron(0 6 * * ? *)` in UTC, or `na` = on demand (default)."),
  environment: nameList().describe(
    "`all` (default), or the names of the environments that have the flow.",
  ),
  s3_prefix: text(checkKeyPrefix).describe(
    "Folder in the bucket, before the flow's own. `na` = none (default).",
  ),
  bookmark_col: text((name) =>
    isNotApplicable(name) ? undefined : checkPartitionColumn(name),
  ).describe("Partition column that holds the load date as YYYYMMDD. Default: `load_date`."),
  upsert_field_list: nameList(checkApiName).describe(
    "Write-back: the external id field that rows are matched by. Without it rows are inserted.",
  ),
  pii: flag.describe(
    "1 = personal data, 0 = none. Absent = unclassified: closed to all but stewards until someone decides.",
  ),
  include_deleted: flag.describe("1 = read deleted records too. Default: 0."),
  fields: nameList(checkApiName).describe(
    "Fields that are read, and no others; `exclude_fields` must be absent then. `na` = all (default).",
  ),
  exclude_fields: nameList(checkApiName).describe(
    "Fields that are never read. A run refuses a name in an object's own list that is no field and nearly that of one it would load.",
  ),
  clear_fields: nameList(checkApiName).describe(
    "Personal fields that stay readable on a laptop against a real org, each named on purpose.",
  ),
  api: z
    .enum(["bulk", "rest", "auto"])
    .describe("Salesforce API to read with. Default: `auto`, by size."),
  status: z
    .enum(["active", "suspended"])
    .describe(
      "`suspended`: deployed, and does not run until it is `active` (default) again. On this machine it runs when it is named.",
    ),
  description: text(checkDescription).describe(
    "What the flow is for. ASCII letters, digits, blanks and ! @ # - . ? , _",
  ),
};

export type FlowKey = keyof typeof flowKeys;
