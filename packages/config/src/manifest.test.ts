import { expect, test } from "vitest";
import type { Flow } from "./appflow/types.ts";
import { readManifest, writeManifest } from "./manifest.ts";
import type { Environment, Platform } from "./sections/platform.ts";

const flow = (folder: string) =>
  ({
    name: "gtm-dev-crm-Account",
    firstLoad: new Date("2024-01-31T00:00:00Z"),
    description: "2024-01-31T00:00:00.000Z",
    at: { file: `${folder}/appflow.yaml`, line: 3, column: 9 },
  }) as Partial<Flow> as Flow;
const environment = (folder: string) =>
  ({
    name: "dev",
    standsFor: "dev",
    account: "111111111111",
    region: "eu-west-1",
    connections: { crm: { kind: "salesforce", instanceUrl: "https://secret.example" } },
    flows: [flow(folder)],
    access: undefined,
  }) as unknown as Environment;
const platform = (folder: string) => ({ name: "gtm", folder }) as Platform;
const written = (folder: string) => writeManifest(platform(folder), environment(folder));

test("dates come back as dates, and text that looks like one stays text", () => {
  const [read] = readManifest(written("/a")).environment.flows;
  expect(read?.firstLoad).toEqual(new Date("2024-01-31T00:00:00Z"));
  expect(read?.description).toBe("2024-01-31T00:00:00.000Z");
});

test("the text is the same wherever the folder stands, and says nothing of connections", () => {
  expect(written("/home/a/gtm")).toBe(written("/srv/gtm"));
  expect(written("/a")).not.toContain("secret.example");
});
