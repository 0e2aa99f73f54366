import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { columnList, tableName } from "../../schema/name-schemas.ts";
import { nameKey, sqlName } from "./warehouse-text.ts";

const hubSchema = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        table: tableName.describe("Feed: a table of the catalog, `<database>.<table>`."),
        key: columnList.describe("Its columns that are the business key, in order."),
      }),
    )
    .min(1, { error: "a list of at least one feed" })
    .describe("Feeds that name business keys."),
});

const linkSchema = z.strictObject({
  table: tableName.describe("Feed: a table of the catalog, `<database>.<table>`."),
  ends: z
    .record(
      nameKey,
      z.strictObject({
        hub: sqlName
          .optional()
          .describe("The hub, where one hub has several roles. Default: the end's own name."),
        key: columnList.describe("Columns of the feed that hold the hub's business key, in order."),
      }),
    )
    .describe("What is linked: at least two hubs by name."),
  driving_end: sqlName
    .optional()
    .describe(
      "End that has one partner at a time. An effectivity satellite follows which one, from when to when.",
    ),
});

const satelliteSchema = z.strictObject({
  hub: sqlName.optional().describe("Hub that it describes. Either `hub` or `link`."),
  link: sqlName.optional().describe("Link that it describes, by the link's own feed."),
  table: tableName
    .optional()
    .describe("Feed of a hub's satellite. Default: the first one of the hub."),
  columns: columnList.describe("Columns of the feed that it keeps."),
});

export const vaultSchema = z.strictObject({
  project: sqlName
    .optional()
    .describe("ELT project that builds the vault. Needed where there are several."),
  raw_schema: sqlName
    .optional()
    .describe("Schema of hubs, links and satellites. Default: `raw_dv`."),
  business_schema: sqlName
    .optional()
    .describe("Schema of what is derived from them. Default: `business_dv`."),
  hubs: z
    .record(nameKey, hubSchema)
    .describe("Business concepts by name: `account` makes the table `hub_account`."),
  links: z
    .record(nameKey, linkSchema)
    .optional()
    .describe("Relationships by name: `call` makes the table `link_call`."),
  satellites: z
    .record(nameKey, satelliteSchema)
    .optional()
    .describe(
      "What one feed says, with full history: `account_crm` makes the table `sat_account_crm` and two views over it.",
    ),
  point_in_time: z
    .record(
      nameKey,
      z.strictObject({
        hub: sqlName.optional().describe("The hub. Default: the table's own name."),
        satellites: nameList().describe("Satellites of that hub."),
      }),
    )
    .optional()
    .describe(
      "For each key and day, the row of each satellite that held: `account` makes `pit_account`.",
    ),
  bridges: z
    .record(
      nameKey,
      z.strictObject({
        links: nameList().describe("Links in order, each sharing a hub with one before."),
      }),
    )
    .optional()
    .describe(
      "For each day, which keys hang together across links: `visits` makes `bridge_visits`.",
    ),
});
