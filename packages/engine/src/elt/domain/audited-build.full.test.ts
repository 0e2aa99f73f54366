import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { auditedProject, expectSameRows } from "../../../test/elt/audited-builds.ts";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";
import { dayTwoAgain, fiveDays } from "../../../test/elt/five-days.ts";

test("five days of changes, late rows and deletions come out alike, audited or not, replayed in part and as a whole", async (context) => {
  const days = fiveDays.map((sql) => ({ sql }));
  await expectSameRows(await pythonOrSkip(eltRequirements, context), [
    ...days.slice(0, 2),
    { sql: dayTwoAgain },
    ...days.slice(2),
    { sql: "", replay: ["20260302", "20260304"] },
    { sql: "", replay: ["20260301", "20260305"] },
  ]);
});

test("a full build takes the place of all that is published, audited or not", async (context) => {
  const [one = "", two = ""] = fiveDays;
  await expectSameRows(await pythonOrSkip(eltRequirements, context), [
    { sql: one },
    { sql: two, full: true },
  ]);
});

test("a build that has not ended is not published and not overrun, unless it is said to be dead; a part of a project is not published", async (context) => {
  const { sql, build, dbt, publish, hasMart } = await auditedProject(context);
  const part = JSON.stringify({ publish: "audited", load_id: "part" });
  expect(await dbt("run", "--select", "+hub_contact", "--vars", part)).toMatchObject({
    ok: true,
  });
  expect((await publish("part")).said).toMatch(/build part is not published: it lacks .*contacts/);

  await sql("UPDATE stg_small.lakewright_builds SET state = 'building'");
  expect((await publish("part")).said).toContain("build part has not ended");
  const refused = await build("second");
  expect(refused.said).toContain("build part of this project has not ended");
  expect(await build("second", { take_over: true })).toMatchObject({ ok: true });
  expect((await publish("part")).said).toContain("build part was followed by another");
  expect(await hasMart()).toBe(false);
  expect(await publish("second")).toMatchObject({ ok: true });
  expect(await hasMart()).toBe(true);
  expect((await publish("none")).said).toContain("there is no build none: build it first");
});
