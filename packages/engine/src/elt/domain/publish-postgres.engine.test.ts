import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishedWarehouse } from "../../../test/elt/postgres-project.ts";

// Redshift's own statements, but for what test/elt/postgres-project.ts says, on a server with real transactions.
const longMs = 600_000;

test(
  "readers keep what they were granted, also on a mart of other columns, where what is new stays closed",
  async (context) => {
    const { folder, build, done, publish, sql } = await publishedWarehouse(context);
    await sql(`CREATE ROLE analyst; CREATE ROLE manager;
      GRANT SELECT (contact_id) ON mart_people.contacts TO analyst;
      GRANT SELECT ON mart_people.contacts TO manager;
      GRANT SELECT (name) ON business_dv.sat_contact_latest TO analyst`);
    const granted = () =>
      sql(`SELECT grantee, table_name, column_name FROM information_schema.column_privileges
        WHERE grantee IN ('analyst', 'manager') ORDER BY 1, 2, 3`);
    const view = "analyst|sat_contact_latest|name";
    const before = [
      "analyst|contacts|contact_id",
      view,
      "manager|contacts|contact_id",
      "manager|contacts|name",
    ];
    expect(await granted()).toEqual(before);
    await done(build("two"));
    await done(publish("two"));
    expect(await granted()).toEqual(before);

    const edit = async (path: string, change: (text: string) => string) =>
      writeFile(join(folder, path), change(await readFile(join(folder, path), "utf8")));
    const contract = "models/people/contract_of_people.yml";
    await edit(contract, (text) =>
      text.replace("- name: name", "- name: full_name").replace(" name: 256", " full_name: 256"),
    );
    await edit("models/people/contacts.sql", (text) =>
      text.replace("latest.name", "latest.name as full_name"),
    );
    await done(build("three"));
    await sql("ALTER DEFAULT PRIVILEGES IN SCHEMA mart_people GRANT SELECT ON TABLES TO analyst");
    const refused = await publish("three");
    expect(refused).toMatchObject({ ok: false });
    expect(refused.said).toContain("nothing is published, since this would be opened");
    expect(await granted()).toEqual(before);
    await sql(
      "ALTER DEFAULT PRIVILEGES IN SCHEMA mart_people REVOKE SELECT ON TABLES FROM analyst",
    );
    await done(publish("three"));
    expect(await sql("SELECT full_name FROM mart_people.contacts WHERE contact_id = 'a'")).toEqual([
      "Ann",
    ]);
    expect(await granted()).toEqual([
      "analyst|contacts|contact_id",
      view,
      "manager|contacts|contact_id",
    ]);
  },
  longMs,
);
