import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { auditedProject, expectSameRows } from "../../../test/elt/audited-builds.ts";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";
import { fiveDays } from "../../../test/elt/five-days.ts";

const longMs = 600_000;
const [one = "", two = "", three = ""] = fiveDays;

test(
  "builds that are audited before they are published hold the rows of builds that write directly",
  async (context) => {
    await expectSameRows(await pythonOrSkip(eltRequirements, context), [
      { sql: one },
      { sql: two + three },
    ]);
  },
  longMs,
);

test(
  "what fails its tests is not published and can be looked at; the next build that passes is; publishing again changes nothing",
  async (context) => {
    const { folder, sql, build, publish, mart, hasMart } = await auditedProject(context);
    const path = join(folder, "models/people/contacts.sql");
    const good = await readFile(path, "utf8");
    await writeFile(
      path,
      "select 'twice' as contact_id, 'x' as name union all select 'twice', 'y'",
    );
    expect(await build("bad")).toMatchObject({ ok: false });
    const refused = await publish("bad");
    expect(refused).toMatchObject({ ok: false });
    expect(refused.said).toMatch(
      /build bad is not published: test\.small\.unique_contacts_\S+ did not pass/,
    );
    expect(await hasMart()).toBe(false);
    expect(await sql("SELECT count(*)::INT FROM audit_mart_people.contacts")).toEqual([[2]]);

    await writeFile(path, good);
    expect(await build("good")).toMatchObject({ ok: true });
    expect(await hasMart()).toBe(false);
    expect(await publish("good")).toMatchObject({ ok: true });
    const published = await mart();
    expect(published.length).toBe(3);
    const late = await publish("bad");
    expect(late.said).toContain("build bad was followed by another");

    await sql("DELETE FROM mart_people.contacts");
    const again = await publish("good");
    expect(again).toMatchObject({ ok: true });
    expect(again.said).toContain("build good is published already: nothing changes");
    expect(await mart()).toEqual([]);
    const repeated = await build("good");
    expect(repeated.said).toContain("build good is published already");
  },
  longMs,
);
