import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest } from "@lakewright/config";
import { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAssemblies } from "../src/make-assemblies.ts";
import { deployedExample } from "./deployed-example.ts";
import { newFolder } from "./new-folder.ts";

const folder = newFolder();
afterAll(folder.remove);

/** Names of the stacks that a stack waits for, by its name. */
let waitsFor: ReadonlyMap<string, readonly string[]>;
let stacks: readonly CloudFormationStackArtifact[];
beforeAll(async () => {
  const { apps } = makeAssemblies(await deployedExample(), folder.path);
  stacks = apps.flatMap(({ assembly }) => assembly.stacks);
  waitsFor = new Map(
    stacks.map(({ stackName, dependencies }) => [
      stackName,
      dependencies.flatMap((one) =>
        one instanceof CloudFormationStackArtifact ? [one.stackName] : [],
      ),
    ]),
  );
});

test("every stack is protected from deletion and has its account and region", () => {
  for (const { stackName, terminationProtection, environment } of stacks)
    expect([stackName, terminationProtection, environment.name]).toEqual([
      stackName,
      true,
      "aws://111111111111/eu-west-1",
    ]);
});

test("what a handler knows is deployed beside it", () => {
  const assets = readdirSync(folder.path, { recursive: true, encoding: "utf8" });
  const bundles = assets.filter((path) => /asset\.[0-9a-f]{64}\/index\.mjs$/.test(path));
  // Handlers are empty here, and equal assets are one.
  expect(bundles.length).toBeGreaterThanOrEqual(2);
  for (const bundle of bundles) {
    const manifest = join(folder.path, dirname(bundle), "manifest.json");
    expect(readManifest(readFileSync(manifest, "utf8"))).toMatchObject({
      platform: "gtm",
      environment: { name: "dev", account: "111111111111", region: "eu-west-1" },
    });
  }
});

test("no template holds a secret, or makes a connector profile that would need one", () => {
  for (const { templateFullPath } of stacks) {
    const text = readFileSync(templateFullPath, "utf8");
    expect(text).not.toMatch(/AWS::AppFlow::ConnectorProfile|resolve:secretsmanager|NoEcho/);
  }
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
