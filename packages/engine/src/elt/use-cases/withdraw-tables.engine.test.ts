import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Environment } from "@lakewright/config";
import { expect, test } from "vitest";
import { environmentOf, smallWarehouse } from "../../../test/elt/small-warehouse.ts";
import { queryLake } from "../../query/use-cases/query-lake.ts";
import { queryableNames } from "../../query/use-cases/queryable-tables.ts";

const longMs = 600_000;
const { signal } = new AbortController();
const contacts = "elt/small/models/people/contacts.sql";
const twoProjects = (text: string) =>
  text
    .replace("projects: {", "projects: { other: { owner: other-data },")
    .replace(
      "  marts:\n",
      "  marts:\n    extra: { project: other, tables: { regions: { description: Regions, columns: { region_id: varchar } } } }\n",
    )
    .replace("  vault:\n", "  vault:\n    project: small\n")
    .replace("    people:\n", "    people:\n      project: small\n");

test(
  "a declared mart that no model makes any more stops the build, however its model vanished",
  async (context) => {
    const { load, build, mart, folder } = await smallWarehouse(context);
    await load();
    await build();
    const before = await mart();
    const file = join(folder, contacts);
    const text = await readFile(file, "utf8");
    const renamed = join(dirname(file), "contact.sql");
    const vanish: Record<string, () => Promise<void>> = {
      deleted: () => rm(file),
      renamed: async () => {
        await writeFile(file, text);
        await rename(file, renamed);
      },
      disabled: async () => {
        await rm(renamed);
        await writeFile(file, `{{ config(enabled=false) }}\n${text}`);
      },
      "made a part of others": () =>
        writeFile(file, `{{ config(materialized='ephemeral') }}\n${text}`),
      "made elsewhere": () => writeFile(file, `{{ config(alias='contacts_2') }}\n${text}`),
    };
    for (const [how, change] of Object.entries(vanish)) {
      await change();
      for (const full of how === "deleted" ? [false, true] : [false]) {
        const run = await build(undefined, full);
        expect([how, run.status]).toEqual([how, "failed"]);
        const [failed] = run.failure?.failed ?? [];
        expect(failed).toMatchObject({ kind: "model", name: "mart_people.contacts" });
        expect(failed?.message).toMatch(
          /warehouse\.yaml:\d+:\d+ declares it and no model makes it/,
        );
        if (how === "renamed") expect(failed?.message).toContain('did you mean "contact"?');
      }
      expect(await mart()).toEqual(before);
    }
    await writeFile(file, text);
    expect(await build()).toMatchObject({ status: "unchanged" });
    expect(await mart()).toEqual(before);
  },
  longMs,
);

test(
  "what is neither declared nor made any more is withdrawn: no old rows, for nobody, and it is made anew when it comes back",
  async (context) => {
    const {
      load,
      build,
      folder,
      ports,
      environment,
      rows,
      contacts: people,
    } = await smallWarehouse(context);
    const own = join(folder, "elt/small/models/people/readers.sql");
    const readers = "select contact_id from {{ ref('contacts') }}";
    await writeFile(own, readers);
    await load();
    await build();
    expect(await rows("SELECT count(*) FROM mart_people.readers")).toEqual([["2"]]);

    await rm(own);
    const file = join(folder, "warehouse.yaml");
    const declared = await readFile(file, "utf8");
    await writeFile(file, declared.replace("      region: { hub: region, columns: [name] }\n", ""));
    const without = await environmentOf(folder);
    const run = await build(without);
    expect(run.status).toBe("published");
    expect(run.withdrawn).toEqual(
      expect.arrayContaining([
        "mart_people.readers",
        "raw_dv.sat_region",
        "business_dv.sat_region_latest",
      ]),
    );
    const asked = rows("SELECT * FROM mart_people.readers");
    await expect(asked).rejects.toMatchObject({
      code: "unknown_name",
      message: expect.stringContaining("no model makes mart_people.readers any more"),
    });
    expect(await queryableNames(ports, environment)).not.toContain("mart_people.readers");
    expect(await build(without)).toMatchObject({ status: "unchanged" });
    await expect(rows("SELECT * FROM mart_people.readers")).rejects.toMatchObject({
      code: "unknown_name",
    });

    // What was loaded meanwhile is in it, too: it is not continued where it ended.
    people.push({ ...(people[0] as (typeof people)[number]), Id: "z" });
    await load();
    await build(without);
    await writeFile(own, readers);
    await writeFile(file, declared);
    expect(await build(environment)).toMatchObject({ status: "published", withdrawn: [] });
    expect(await rows("SELECT count(*) FROM mart_people.readers")).toEqual([["3"]]);
    expect(await rows("SELECT count(*) FROM raw_dv.sat_region")).toEqual([["1"]]);
  },
  longMs,
);

test(
  "tables of a project that is no longer declared are not answered at once, and gone with the next build, though nothing else is new",
  async (context) => {
    const { load, build, folder, ports, environment } = await smallWarehouse(context);
    const file = join(folder, "warehouse.yaml");
    const declared = await readFile(file, "utf8");
    await writeFile(file, twoProjects(declared));
    const model = join(folder, "elt/other/models/regions.sql");
    await mkdir(dirname(model), { recursive: true });
    await writeFile(model, "{{ config(schema='mart_extra') }}\nselect 'n' as region_id");
    const both = await environmentOf(folder);
    await load();
    expect(await build(both)).toMatchObject({ status: "published" });
    const ask = (declared: Environment) =>
      queryLake(ports, { ...declared, sql: "SELECT * FROM mart_extra.regions" }, signal);
    expect((await ask(both)).rows).toEqual([["n"]]);
    await expect(ask(environment)).rejects.toMatchObject({
      code: "unknown_name",
      message:
        'mart_extra.regions was built by ELT project "other", which warehouse.yaml no longer declares',
    });
    await writeFile(file, declared);
    const one = await environmentOf(folder);
    const run = await build(one);
    expect(run).toMatchObject({
      status: "published",
      withdrawn: expect.arrayContaining(["mart_extra.regions"]),
    });
    await expect(ask(both)).rejects.toMatchObject({ code: "unknown_name" });
    expect(await build(one)).toMatchObject({ status: "unchanged" });
  },
  longMs,
);
