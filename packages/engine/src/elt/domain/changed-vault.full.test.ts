import { expect, test } from "vitest";
import { contactOf, vaultOfOneDay } from "../../../test/elt/changed-vault.ts";
import { fiveDays } from "../../../test/elt/five-days.ts";

const [, two = ""] = fiveDays;

test("an audited build stops alike; where new columns are said to count from now on, publishing adds them", async (context) => {
  const audited = { publish: "audited", load_id: "first" };
  const { dbt, run, declare, sql, vault, columns } = await vaultOfOneDay(context, audited);
  const build = async (more: object) =>
    dbt(
      "build",
      "--exclude-resource-type",
      "unit_test",
      "--vars",
      JSON.stringify({ ...audited, ...more }),
    );
  const publish = (more: object) =>
    dbt("run-operation", "publish_build", "--vars", JSON.stringify({ ...audited, ...more }));
  expect(await build({})).toMatchObject({ ok: true });
  expect(await publish({})).toMatchObject({ ok: true });
  await sql(two);
  await declare(contactOf(vault, "name", "speaker__c", "accountid"));
  const stopped = await run("+sat_contact", { load_id: "second" });
  expect(stopped.said).toContain('has no column "accountid" yet');
  const hub = {
    hubs: vault.hubs.map((each) => ({
      ...each,
      sources: each.sources.map((source) => ({ ...source, key: ["name"] })),
    })),
  };
  await declare(hub);
  const rekeyed = await run("+hub_account", { load_id: "third" });
  expect(rekeyed.said).toContain(
    "hub_account was made of crm.account by (id) and is to be by (name) now",
  );

  await declare(contactOf(vault, "name", "speaker__c", "accountid"));
  const additive = { load_id: "fourth", new_columns: "from_now_on" };
  expect(await build(additive)).toMatchObject({ ok: true });
  expect(await columns()).not.toContain("accountid");
  const { ok, said } = await publish(additive);
  expect(ok, said).toBe(true);
  expect(await columns()).toContain("accountid");
  expect(
    await sql(
      "SELECT load_id, count(accountid)::INT FROM raw_dv.sat_contact GROUP BY 1 ORDER BY 1",
    ),
  ).toEqual([
    ["first", 0],
    ["fourth", 4],
  ]);
});
