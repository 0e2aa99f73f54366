import type { Deployment, Problem } from "@lakewright/config";
import type { Finding, Synthesis } from "@lakewright/infra";
import { expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { callOptions } from "../call/call-options.ts";
import { coloursFor } from "../output/colours.ts";
import { InvalidPlatform } from "../platform/invalid-platform.ts";
import { reportSynthesis } from "./report-synthesis.ts";

const findings: Finding[] = [
  ["AwsSolutions-S10", "data_lake/zones/raw", "No SSL."],
  ["PCI.DSS.321-S3BucketSSLRequestsOnly", "data_lake/zones/raw", "Plain HTTP."],
  ["AwsSolutions-S10", "data_lake/zones/curated", "No SSL."],
].map(([rule = "", on = "", message = ""]) => ({ checker: "policy_packs", rule, on, message }));

const problem: Problem = {
  code: "LW1801",
  severity: "error",
  file: "/platform/platform.yaml",
  line: 9,
  column: 5,
  message: "nothing has it",
};

test("without findings the stacks are listed and the call ends with 0", async () => {
  const { code, out, err } = await report({});
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^core +gtm-dev-core-foundation +11 +- +15\.0 kB$/m);
});

test("findings are listed under what they say, with where to answer for them, and the call ends with 1", async () => {
  const { code, err } = await report({ findings });
  expect(code).toBe(1);
  expect(err).toBe(`construct                  finding
─────────────────────────  ───────────────────────────────────
No SSL.
  data_lake/zones/raw      AwsSolutions-S10
  data_lake/zones/curated  AwsSolutions-S10
Plain HTTP.
  data_lake/zones/raw      PCI.DSS.321-S3BucketSSLRequestsOnly
3 findings: not fit to deploy
  hint: fix them, or acknowledge each with an owner and a reason: deployment.acknowledge in platform.yaml:20
`);
});

test("beyond a limit of AWS the call ends with 1, near one it does not", async () => {
  const limit = { code: "LW3101", where: "a", used: 1, most: 1, message: "many", hint: "split" };
  expect(await report({ limits: [{ ...limit, severity: "error" }] })).toMatchObject({ code: 1 });
  expect(await report({ limits: [{ ...limit, severity: "warning" }] })).toMatchObject({
    code: 0,
    err: "LW3101  warning: a: many\n  hint: split\n",
  });
});

test("entries of the folder that do not fit are problems of the folder", async () => {
  await expect(report({ problems: [problem] })).rejects.toThrow(InvalidPlatform);
});

test("as JSON there are findings and limits beside the apps", async () => {
  const { out } = await report({ findings }, true);
  expect(JSON.parse(out)).toMatchObject({ ok: false, out: "/out", findings, limits: [] });
});

async function report(parts: Partial<Synthesis>, json = false) {
  const io = memoryIo({ cwd: "/platform" });
  const plain = coloursFor(false);
  const context = {
    ...{ io, names: [], options: callOptions({}), json, talk: plain, data: plain },
    print: (line: string) => io.stdout.write(`${line}\n`),
    say: (line: string) => io.stderr.write(`${line}\n`),
  };
  const stack = { name: "gtm-dev-core-foundation", template: "/out/core/t", bytes: 15_000 };
  const apps = [
    { name: "core", folder: "/out/core", stacks: [{ ...stack, resources: 11, flows: 0 }] },
  ];
  const synthesis = { apps, findings: [], problems: [], limits: [], ...parts };
  const deployment = { at: { file: "/platform/platform.yaml", line: 20, column: 7 } } as Deployment;
  const code = await reportSynthesis(context, { out: "/out", deployment, synthesis });
  return { code, out: io.out(), err: io.err() };
}
