import { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAssemblies } from "../src/make-assemblies.ts";
import { deployedExample } from "./deployed-example.ts";
import { newFolder } from "./new-folder.ts";

const folder = newFolder();
afterAll(folder.remove);

/** Names of the stacks that a stack waits for, by its name. */
let waitsFor: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  const { apps } = makeAssemblies(await deployedExample(), folder.path);
  const stacks = apps.flatMap(({ assembly }) => assembly.stacks);
  waitsFor = new Map(
    stacks.map(({ stackName, dependencies }) => [
      stackName,
      dependencies.flatMap((one) =>
        one instanceof CloudFormationStackArtifact ? [one.stackName] : [],
      ),
    ]),
  );
});

test("settings of Lake Formation wait for the boundary and the keys", () => {
  expect(waitsFor.get("gtm-dev-core-lake-settings")).toEqual(["gtm-dev-core-foundation"]);
});

test("runs are registered where there are buckets and databases", () => {
  expect(waitsFor.get("gtm-dev-data-lake-registration")).toEqual(["gtm-dev-data-lake-zones"]);
});

test("access waits for databases, and for the registrar's role, which it grants to", () => {
  expect(waitsFor.get("gtm-dev-data-lake-access")).toEqual(
    expect.arrayContaining(["gtm-dev-data-lake-zones", "gtm-dev-data-lake-registration"]),
  );
});

test("no flow runs before bucket and key policies, queue and the registrar's permissions are there", () => {
  const flows = [...waitsFor].filter(([name]) => name.startsWith("gtm-dev-data-lake-flows-"));
  expect(flows).toHaveLength(32);
  for (const [, before] of flows) expect(before).toContain("gtm-dev-data-lake-access");
});
