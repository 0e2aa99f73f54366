import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Flow, flowStackCount } from "@lakewright/config";
import { FlowsStack } from "../src/data-lake/flows-stack.ts";
import type { Template } from "../src/limits/template.ts";
import { lakeApp } from "../src/shared/lake-app.ts";
import { anyDeployed } from "./any-deployed.ts";

/** A stack of flows as it was written. */
export interface FlowsTemplate {
  readonly name: string;
  readonly text: string;
  readonly template: Template;
}

/** Synthesizes the stacks of flows alone, all of them, in order. */
export function synthFlows(
  flows: readonly Flow[],
  parts: Parameters<typeof anyDeployed>[1] = {},
): readonly FlowsTemplate[] {
  const outdir = mkdtempSync(join(tmpdir(), "lakewright-flows-"));
  try {
    const app = lakeApp(outdir);
    const deployed = anyDeployed(flows, parts);
    for (let shard = 0; shard < flowStackCount; shard++) new FlowsStack(app, deployed, shard);
    return app.synth().stacks.map((stack) => {
      const text = JSON.stringify(stack.template);
      return { name: stack.stackName, text, template: stack.template as Template };
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
