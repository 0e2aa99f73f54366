import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "./cli-lakewright.ts";
import { stepsOfGuide } from "./support/guide.ts";
import { type GuideReader, guideReader } from "./support/guide-reader.ts";

const home = temporaryFolder();
const reader = await newReader("newcomer");

async function newReader(name: string): Promise<GuideReader> {
  const own = join(home, name);
  mkdirSync(own);
  const port = await freePort();
  const made = guideReader({
    home: own,
    folder: own,
    port,
  });
  afterAll(() => made.close());
  return made;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Does all that a guide says; returns what each step printed, by its text. */
async function follow(by: GuideReader, name: string): Promise<ReadonlyMap<string, string>> {
  const printed = new Map<string, string>();
  for (const step of stepsOfGuide(name)) printed.set(step.text, await by.follow(step));
  return printed;
}

function stepWith(printed: ReadonlyMap<string, string>, command: string): string {
  const found = [...printed].filter(([text]) => text.includes(command));
  expect([command, found.length]).toEqual([command, 1]);
  return found[0]?.[1] ?? "";
}

test("first load: from an empty folder to rows of an org", async () => {
  const printed = await follow(reader, "first-load.md");
  expect(printed.size).toBeGreaterThan(5);
  expect(stepWith(printed, "sandbox day")).toMatch(/annualrevenue/);
  expect(reader.recorded()).toEqual([]);
});

test("a mart: in the folder of the first load", async () => {
  const printed = await follow(reader, "from-a-salesforce-object-to-a-mart.md");
  expect(stepWith(printed, "GROUP BY ALL")).toMatch(/^Germany +\d+$/m);
  expect(stepWith(printed, "it ended with")).toMatch(
    /accounts\.label: LW2035[\s\S]*it ended with 1/,
  );
  const unread = "npx lakewright elt lineage crm.account.phone";
  await expect(reader.follow({ do: "run", at: "beside the guide", text: unread })).rejects.toThrow(
    'the warehouse reads no column "phone" of crm_ext.account',
  );
});

test("a policy: in the folder of the first load and the mart", async () => {
  const printed = await follow(reader, "write-and-test-a-policy.md");
  expect(stepWith(printed, "query --as")).toMatch(/^Germany +\d+$/m);
});

test("an AWS account: the example, with what needs one written down", async () => {
  const by = await newReader("engineer");
  cpSync(join(import.meta.dirname, "../examples/gtm"), by.folder(), {
    recursive: true,
    filter: (path) => !path.includes(".lakewright"),
  });
  const printed = await follow(by, "from-laptop-to-an-aws-account.md");
  expect(stepWith(printed, "cdk ls")).toContain("data-lake-flows-00");
  const templates = readTemplates(join(by.folder(), "cdk.out"));
  const called = by.recorded();
  expect(called.length).toBeGreaterThan(5);
  for (const name of called.flatMap(namesIn))
    expect([name, templates.includes(name)]).toEqual([name, true]);
});

/** Names of resources that a call of `aws` gives. */
function namesIn(call: string): string[] {
  const named = call.matchAll(/--(?:flow-name|function-name|database-name) (\S+)|s3:\/\/([^/ ]+)/g);
  return [...named].flatMap(([, name, bucket]) => name ?? bucket ?? []);
}

function readTemplates(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".template.json"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}
