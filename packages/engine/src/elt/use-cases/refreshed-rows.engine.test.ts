import { expect, type TestContext, test } from "vitest";
import { contact, smallWarehouse } from "../../../test/elt/small-warehouse.ts";

const longMs = 1_200_000;

/** The small warehouse with `Name` as a formula: it changes under the stamp of 28 February. */
async function withFormula(context: TestContext) {
  const lake = await smallWarehouse(context);
  const at = lake.fields.findIndex(({ name }) => name === "Name");
  lake.fields[at] = { ...lake.fields[at], name: "Name", calculated: true } as never;
  /** What a plain model says of each contact: the day and the name of each version that differs from the one before. */
  const versions: Record<string, [string, string][]> = {};
  const note = (day: string) => {
    for (const { Id, Name } of lake.contacts) {
      const known = versions[Id] ?? [];
      if (known.at(-1)?.[1] !== Name) versions[Id] = [...known, [day, Name]];
    }
  };
  const name = (id: string, value: string) => {
    const found = lake.contacts.find(({ Id }) => Id === id);
    if (found) found.Name = value;
  };
  const refresh = async (day: string) => {
    note(day);
    expect((await lake.run({ refresh: true })).failures).toEqual([]);
  };
  const load = async (day: string) => {
    note(day);
    expect((await lake.run({})).failures).toEqual([]);
  };
  /** That every layer of the warehouse tells what the model does. */
  const check = async () => {
    const ids = Object.keys(versions).toSorted();
    const newest = ids.map((id) => [id, versions[id]?.at(-1)?.[1]]);
    expect(await lake.rows("SELECT contact_bk FROM raw_dv.hub_contact ORDER BY 1")).toEqual(
      ids.map((id) => [id]),
    );
    expect(
      await lake.rows(
        `SELECT contact_bk, strftime(sat.load_source_dts, '%Y%m%d'), name
         FROM raw_dv.sat_contact AS sat JOIN raw_dv.hub_contact USING (contact_pk)
         ORDER BY contact_bk, sat.load_source_dts, version_dts`,
      ),
    ).toEqual(ids.flatMap((id) => (versions[id] ?? []).map((version) => [id, ...version])));
    expect(
      await lake.rows(
        `SELECT count(*) - count(DISTINCT (contact_pk, load_source_dts, version_dts)) FROM raw_dv.sat_contact`,
      ),
    ).toEqual([["0"]]);
    const pointInTime = `SELECT contact_bk, strftime(as_of, '%Y%m%d'), name
      FROM business_dv.pit_contact AS pit JOIN raw_dv.hub_contact USING (contact_pk)
      JOIN raw_dv.sat_contact AS sat ON sat.contact_pk = pit.contact_pk
        AND sat.load_source_dts = contact_load_source_dts AND sat.version_dts = contact_version_dts
      ORDER BY 1, 2`;
    const days = [...new Set(Object.values(versions).flatMap((each) => each.map(([day]) => day)))];
    expect(await lake.rows(pointInTime)).toEqual(
      ids.flatMap((id) =>
        days.toSorted().flatMap((day) => {
          const until = (versions[id] ?? []).filter(([since]) => since <= day).at(-1);
          return until ? [[id, day, until[1]]] : [];
        }),
      ),
    );
    const shown = ["business_dv.sat_contact_latest", "crm_current.contact"];
    for (const table of shown)
      expect(await lake.rows(`SELECT name FROM ${table} ORDER BY 1`), table).toEqual(
        newest.map(([, each]) => [each]).toSorted(),
      );
    expect(await lake.mart()).toEqual(newest);
  };
  const build = async (...how: Parameters<typeof lake.build>) => {
    expect(await lake.build(...how)).toMatchObject({ failure: undefined, status: "published" });
    await check();
  };
  return { ...lake, name, load, refresh, build };
}

test(
  "refreshed rows follow the rows that they correct, of the same stamp and day, however often and however the warehouse is built",
  async (context) => {
    const { contacts, name, load, refresh, build, environment, setNow } =
      await withFormula(context);
    await load("20260301");
    // Both versions come with one build, then a second refresh of the day with the next.
    name("a", "Anne");
    await refresh("20260301");
    await build();
    name("a", "Aaron");
    name("b", "Bert");
    await refresh("20260301");
    // And back to what it was first: a version of its own.
    name("a", "Ann");
    await refresh("20260301");
    await build();

    setNow("2026-03-02T06:00:00Z");
    contacts.push({ ...contact("c", "Cy", "A"), SystemModstamp: "2026-03-02T00:00:00Z" });
    await load("20260302");
    name("c", "Abe");
    name("b", "Zoe");
    await refresh("20260302");
    name("c", "Zac");
    await refresh("20260302");
    await build();
    await build(environment, false, { from: "20260301", to: "20260302" });
    await build(environment, true);
  },
  longMs,
);
