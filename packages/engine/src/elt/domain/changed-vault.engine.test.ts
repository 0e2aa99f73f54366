import type { Vault } from "@lakewright/config";
import { expect, test } from "vitest";
import { contactOf, vaultOfOneDay } from "../../../test/elt/changed-vault.ts";
import { fiveDays } from "../../../test/elt/five-days.ts";
import { smallSources } from "../../../test/elt/small-project.ts";

const longMs = 600_000;
const [, two = ""] = fiveDays;

test(
  "columns and keys of a vault that stands are not changed in silence: a run stops with the table, the column and what to do",
  async (context) => {
    const { run, declare, sql, vault, columns } = await vaultOfOneDay(context, {});
    expect(await run("+sat_contact +hub_contact +link_employment +pit_contact")).toMatchObject({
      ok: true,
    });
    const before = await sql("SELECT * FROM raw_dv.sat_contact ORDER BY ALL");
    await sql(two);
    const refused = async (select: string, why: string) => {
      const { ok, said } = await run(select);
      expect(said.replace(/\s+/g, " ")).toContain(why);
      expect(ok).toBe(false);
    };
    await declare(contactOf(vault, "name", "speaker__c", "accountid"));
    await refused(
      "sat_contact",
      '"raw_dv"."sat_contact" has no column "accountid" yet, and rows that are there would stay without it: build the vault with --full',
    );
    await declare(contactOf(vault, "name"));
    await refused(
      "sat_contact",
      '"raw_dv"."sat_contact" has a column "speaker" that is not declared any more: build the vault with --full',
    );
    const retyped = smallSources.map((source) => ({
      ...source,
      columns: source.columns.map((each) =>
        each.name === "speaker__c" ? { ...each, type: "int" as const } : each,
      ),
    }));
    await declare({}, retyped);
    await refused(
      "stg_crm__contact sat_contact",
      '"raw_dv"."sat_contact": column "speaker" is integer now and stands as boolean',
    );

    const byName = (name: string, feed = "contact") => [
      { database: "crm", table: feed, key: [name] },
    ];
    const hub = (sources: Vault["hubs"][number]["sources"]) => ({
      hubs: vault.hubs.map((each) => (each.name === "contact" ? { ...each, sources } : each)),
    });
    await declare(hub(byName("name")));
    await refused(
      "stg_crm__contact hub_contact",
      "hub_contact was made of crm.contact by (id) and is to be by (name) now: build the vault with --full, or put it back",
    );
    await declare(hub(byName("id", "account")));
    await refused(
      "hub_contact",
      "hub_contact holds rows of crm.contact, which it is not made of any more",
    );
    const links = vault.links.map((link) => ({ ...link, ends: [...link.ends].reverse() }));
    await declare({ links });
    await refused(
      "link_employment",
      "link_employment was made of crm.contact by (contact contact(id), account account(accountid)) and is to be by (account",
    );
    expect(await sql("SELECT * FROM raw_dv.sat_contact ORDER BY ALL")).toEqual(before);

    // One more feed of a hub brings one more kind of rows, and touches none that are there.
    await declare(hub([...byName("id"), ...byName("id", "account")]));
    expect(await run("stg_crm__account hub_contact")).toMatchObject({ ok: true });
    expect(
      await sql(
        "SELECT record_source, count(*)::INT FROM raw_dv.hub_contact GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual([
      ["crm.account", 3],
      ["crm.contact", 4],
    ]);
    await declare(contactOf(vault, "name", "speaker__c", "accountid"));
    expect(await run("sat_contact", { new_columns: "from_now_on" })).toMatchObject({ ok: true });
    expect(await columns()).toContain("accountid");
    expect(
      await sql(
        "SELECT accountid FROM raw_dv.sat_contact WHERE name = '' OR name = 'Ann' ORDER BY load_source_dts, version_dts",
      ),
    ).toEqual([[null], ["B"], ["C"], ["A"]]);
  },
  longMs,
);
