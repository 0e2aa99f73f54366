import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { publishedWarehouse } from "../../../test/elt/postgres-project.ts";

// Redshift's own statements, but for what test/elt/postgres-project.ts says, on a server with real transactions.
test("a publication that is killed between its appends and its end leaves what readers had; once more, it is whole", async (context) => {
  const { build, done, startPublishing, publish, sql } = await publishedWarehouse(context);
  const contents = async () => [
    await sql("SELECT * FROM raw_dv.hub_contact ORDER BY 1"),
    await sql("SELECT * FROM raw_dv.sat_contact ORDER BY 1, 2, 3"),
    await sql("SELECT * FROM mart_people.contacts ORDER BY 1"),
  ];
  const before = await contents();
  await done(build("two"));
  // Somebody reads the mart: publishing has added to the vault and waits for the mart.
  const reader = sql("BEGIN; LOCK TABLE mart_people.contacts; SELECT pg_sleep(120)").catch(
    () => [],
  );
  const publishing = startPublishing("two");
  const waiting =
    "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'mart_people.contacts'::regclass";
  while ((await sql(waiting)).length === 0) await wait(100);
  publishing.kill();
  expect(await publishing.ended).toMatchObject({ ok: false });
  await sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(120)' AND pid <> pg_backend_pid()",
  );
  await reader;
  while (
    (await sql("SELECT 1 FROM pg_locks WHERE relation = 'raw_dv.sat_contact'::regclass")).length > 0
  )
    await wait(100);
  expect(await contents()).toEqual(before);

  const [first, second] = await Promise.all([publish("two"), publish("two")]);
  expect([first.ok, second.ok]).toContain(true);
  expect(
    await sql("SELECT load_id, count(*) FROM raw_dv.hub_contact GROUP BY 1 ORDER BY 1"),
  ).toEqual(["one|3", "two|1"]);
  expect(await sql("SELECT count(*) FROM mart_people.contacts")).toEqual(["4"]);
});
