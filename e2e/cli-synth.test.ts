import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const gtm = join(import.meta.dirname, "../examples/gtm");

/** Every template that a synth wrote, by its path below the folder. */
function templatesIn(out: string): Record<string, string> {
  const files = readdirSync(out, { recursive: true, encoding: "utf8" });
  const templates = files.filter((file) => file.endsWith(".template.json")).sort();
  return Object.fromEntries(templates.map((file) => [file, readFileSync(join(out, file), "utf8")]));
}

beforeAll(() => {
  for (const folder of ["one", "somewhere/else"])
    cpSync(gtm, join(home, folder), { recursive: true, filter: (file) => !file.includes(".lake") });
});

test("an environment on this machine is not deployed: nothing is written, the call ends with 2", async () => {
  const call = await lakewright(["synth", "--env", "local", "--out", "none"], {
    cwd: join(home, "one"),
  });
  expect([call.status, call.stdout]).toEqual([2, ""]);
  expect(call.stderr).toContain('environment "local" runs on this machine');
  expect(readdirSync(join(home, "one"))).not.toContain("none");
});

test("the summary has a line a stack, and one for all stacks of flows", async () => {
  const call = await lakewright(["synth", "--env", "dev"], { cwd: join(home, "one") });
  expect([call.status, call.stderr]).toEqual([0, ""]);
  expect(call.stdout).toMatch(/^core +gtm-dev-core-foundation /m);
  expect(call.stdout.match(/gtm-dev-data-lake-flows-/g)).toHaveLength(1);
  expect(call.stdout).toMatch(/^data_lake +gtm-dev-data-lake-flows-00…31 +\d+ +13 /m);
  expect(Object.keys(templatesIn(join(home, "one", "cdk.out")))).toContain(
    "data_lake/data-lake-flows-00.template.json",
  );
});

test("the same folder gives the same bytes, each time and wherever it stands", async () => {
  const texts: Record<string, string>[] = [];
  for (const folder of ["one", "one", "somewhere/else"]) {
    const out = join(home, `out-${texts.length}`);
    const { status } = await lakewright(["synth", "--env", "dev", "--out", out], {
      cwd: join(home, folder),
    });
    expect(status).toBe(0);
    texts.push(templatesIn(out));
  }
  expect(Object.keys(texts[0] ?? {}).length).toBeGreaterThan(32);
  expect(texts[1]).toEqual(texts[0]);
  expect(texts[2]).toEqual(texts[0]);
  expect(JSON.stringify(texts)).not.toContain(home);
});

test("as JSON it says where each template is, and what is near a limit", async () => {
  const call = await lakewright(["synth", "--env", "prod", "--json", "--out", "prod.out"], {
    cwd: join(home, "one"),
  });
  const result = JSON.parse(call.stdout);
  expect(result).toMatchObject({
    ok: true,
    out: join(home, "one", "prod.out"),
    apps: [{ name: "core" }, { name: "data_lake" }, { name: "data_warehouse" }],
    limits: [],
  });
  for (const { name, template, resources, flows, bytes } of result.apps[1].stacks) {
    expect(name).toMatch(/^gtm-prod-data-lake-/);
    expect(readFileSync(template).length).toBe(bytes);
    expect([typeof resources, typeof flows]).toEqual(["number", "number"]);
  }
});

test("a platform near a quota is synthesized with a warning that has the numbers", async () => {
  const call = { cwd: join(home, "shop") };
  await lakewright(["init", "shop"], { cwd: home });
  const objects = Array.from(
    { length: 850 },
    (_, i) => `        - { name: Object_${i}__c, pii: 0 }`,
  );
  appendFileSync(join(call.cwd, "appflow.yaml"), `${objects.join("\n")}\n`);
  const { status, stderr } = await lakewright(["synth", "--env", "dev"], call);
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^LW3111 {2}warning: account: 85\d AppFlow flows of this environment, AWS allows 1,000 \(85 %\)\n {2}hint: /m,
  );
});

test("a finding that nobody answers for is said with its place, and the call ends with 1", async () => {
  const [cwd, file] = changedExample("unanswered");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(
      "finding: S3BucketReplicationEnabled",
      "finding: HIPAA.Security-S3BucketReplicationEnabled",
    ),
  );
  const { status, stderr } = await lakewright(["synth", "--env", "dev"], { cwd });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The S3 Bucket does not have replication enabled\.$/m);
  expect(stderr).toMatch(
    /^ {2}data_lake\/zones\/raw\/Bucket +PCI\.DSS\.321-S3BucketReplicationEnabled$/m,
  );
  expect(stderr).toMatch(/findings: not fit to deploy\n {2}hint: .*platform\.yaml:\d+$/m);
});

test("an acknowledgement or override that fits nothing is a problem on its line", async () => {
  const [cwd, file] = changedExample("stale");
  const entries = `  deployment:
    overrides:
      data_lake/zones/rew/Bucket: { Properties.ObjectLockEnabled: true }
    acknowledge:
      - { finding: AwsSolutions-SQS3, on: data_lake, owner: gtm-data-platform, reason: Of old }
      - { finding: AwsSolutions-S10, on: data_lake, owner: gtm-data-platform, reason: For fun }
`;
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/^ {2}deployment:\n {4}acknowledge:\n/m, entries));
  const { status, stderr } = await lakewright(["synth", "--env", "dev"], { cwd });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^platform\.yaml:\d+:\d+ {2}LW1801 {2}nothing in "data_lake" has/m);
  expect(stderr).toMatch(/^platform\.yaml:\d+:\d+ {2}LW1802 {2}"AwsSolutions-S10" cannot be ack/m);
  expect(stderr).toMatch(
    /^platform\.yaml:\d+:\d+ {2}LW1803 .*\n {2}hint: did you mean "data_lake\/zones\/raw\/Bucket"\?$/m,
  );
});

test("a property that the folder overrides stands in the template", async () => {
  const [cwd, file] = changedExample("override");
  const entries = `  deployment:
    overrides:
      data_lake/zones/raw/Bucket: { Properties.ObjectLockEnabled: true }
`;
  writeFileSync(file, readFileSync(file, "utf8").replace(/^ {2}deployment:\n/m, entries));
  const { status } = await lakewright(["synth", "--env", "dev"], { cwd });
  expect(status).toBe(0);
  const zones = templatesIn(join(cwd, "cdk.out"))["data_lake/data-lake-zones.template.json"];
  expect(zones?.match(/"ObjectLockEnabled": true/g)).toHaveLength(1);
});

test("CloudFormation's own validation has nothing to say of the example", async () => {
  const args = ["synth", "--env", "dev", "--validate", "--out", "validated"];
  const { status, stderr } = await lakewright(args, { cwd: join(home, "one") });
  expect([status, stderr]).toEqual([0, ""]);
});

/** The example in a folder of its own, and its platform.yaml. */
function changedExample(name: string): [folder: string, platform: string] {
  const folder = join(home, name);
  cpSync(gtm, folder, { recursive: true, filter: (file) => !file.includes(".lake") });
  return [folder, join(folder, "platform.yaml")];
}

test("a synth that fails leaves nothing to deploy, not even what an earlier one wrote, and nothing else is touched", async () => {
  const cwd = join(home, "somewhere/else");
  const out = join(home, "deployed");
  const args = ["synth", "--env", "dev", "--out", out];
  expect(await lakewright(args, { cwd })).toMatchObject({ status: 0 });
  writeFileSync(join(out, "notes.txt"), "mine");
  const file = join(cwd, "platform.yaml");
  const right = readFileSync(file, "utf8");
  const unfit = right.replace(
    /^( *)deployment:$/m,
    "$1deployment:\n$1  overrides: { data_lake/none: { Properties.No: 1 } }",
  );
  writeFileSync(file, unfit);
  expect((await lakewright(args, { cwd })).status).not.toBe(0);
  expect(readdirSync(out)).toEqual(["notes.txt"]);
  writeFileSync(file, right);
  for (const wrong of ["--env", "--platform"]) {
    mkdirSync(join(out, "core"));
    writeFileSync(join(out, "core", "cdk.out"), "{}");
    const { stderr } = await lakewright(["synth", wrong, "nobody", "--out", out], { cwd });
    expect(stderr).toContain("holds nothing to deploy");
    expect(readdirSync(out)).toEqual(["notes.txt"]);
  }
});

test("a folder that is no assembly is never replaced, nor one whose output of CDK only looks like one", async () => {
  const cwd = join(home, "one");
  const out = join(home, "taken");
  const args = ["synth", "--env", "dev", "--out", out];
  mkdirSync(join(out, "core", "cdk.out"), { recursive: true });
  writeFileSync(join(out, "core", "app.ts"), "mine");
  const call = await lakewright(args, { cwd });
  expect(call.status).toBe(2);
  expect(call.stderr).toContain(`${join(out, "core")} is not an assembly of an earlier call`);
  await lakewright([...args, "--platform", "nobody"], { cwd });
  expect(readdirSync(out)).toEqual(["core"]);
  expect(readFileSync(join(out, "core", "app.ts"), "utf8")).toBe("mine");
});

test("an output folder that is a file is a wrong call", async () => {
  const out = join(home, "file");
  writeFileSync(out, "mine");
  const call = await lakewright(["synth", "--env", "dev", "--out", out], {
    cwd: join(home, "one"),
  });
  expect(call.status).toBe(2);
  expect(call.stderr).toContain(`${out} cannot hold assemblies: EEXIST`);
  expect(readFileSync(out, "utf8")).toBe("mine");
});
