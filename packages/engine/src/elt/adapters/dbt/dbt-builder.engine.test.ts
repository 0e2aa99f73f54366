import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eltBuilderContract } from "../../../../test/contracts/elt-builder-contract.ts";
import { dbtBuilder } from "./dbt-builder.ts";

eltBuilderContract("dbt", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-dbt-builder-"));
  return dbtBuilder({
    projects: join(folder, "elt"),
    artifacts: join(folder, "artifacts"),
    requirements: join(folder, "requirements.txt"),
    cache: join(folder, "cache"),
  });
});
