// Third chapter: ELT builds the warehouse with dbt, shows a mart and its lineage, and stops a build that is wrong.
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFirstDay } from "./load.mjs";

const reach = "mart_field_force.product_reach";
const question = `SELECT product_family, sum(accounts_visited) AS accounts, sum(completed_calls) AS calls FROM ${reach} GROUP BY ALL ORDER BY calls DESC LIMIT 5`;

/** A model that makes the same key twice. */
const broken = `-- Somebody forgot a GROUP BY.
select link.account_pk as account_id, cast(null as varchar) as account_type, cast(null as varchar) as initial, cast(null as varchar) as rating
from {{ ref('link_call_account') }} as link
`;

export async function mart(demo) {
  const { platform, state, show, tell } = demo;
  await loadFirstDay(demo);
  tell(
    "Now the warehouse: dbt builds a Data Vault and marts from warehouse.yaml, and tests all of it.",
  );
  tell("(This part needs Python. The first time it installs dbt, which takes half a minute.)");
  const states = join(state, "warehouse");
  try {
    await show(["elt"]);
  } catch (error) {
    // A build that fails keeps its state; without Python there is none.
    const isBuilt = existsSync(states) && readdirSync(states).length > 0;
    if (isBuilt || process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw error;
    tell("SKIPPED  the warehouse: this machine lacks what is named above.");
    return;
  }
  tell("What passed every test is published, and can be asked like the lake:");
  await show(["query", question]);
  tell("What is that mart made of?");
  await show(["elt", "lineage", reach]);
  tell(
    "Where does one column come from? What an account is called is personal; the mart gets its first letter.",
  );
  await show(["elt", "lineage", "mart_affiliate_de.german_accounts.initial"]);
  tell(
    "And if a model is wrong? Its build is stopped by a test; readers keep what was published before.",
  );
  const copy = mkdtempSync(join(tmpdir(), "lakewright-demo-"));
  cpSync(platform, copy, { recursive: true, filter: (path) => !path.includes(".lakewright") });
  writeFileSync(join(copy, "elt/gtm/models/affiliate_de/german_accounts.sql"), broken);
  try {
    await show(["elt", "--platform", copy, "--state", state], 1);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  await show([
    "query",
    "SELECT count(*) AS german_accounts FROM mart_affiliate_de.german_accounts",
  ]);
}
