import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocalPlatform } from "../src/local.ts";
import { anyEnvironment } from "./any-flow.ts";
import { useCasesContract } from "./contracts/use-cases-contract.ts";
import { bundledChild } from "./gate/bundled-child.ts";

useCasesContract("local", async (source, clock) => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  const secretsFile = { path: "/nowhere.env", platformFolder: "/platform", isDefault: true };
  const options = { environment: anyEnvironment([]), processEnv: {}, secretsFile };
  const local = await openLocalPlatform({
    ...options,
    stateFolder: folder,
    childFile: await bundledChild(folder),
  });
  return {
    ports: { ...local.ports, clock, openSource: () => source, canRead: () => true },
    close: async () => {
      await local.close();
      await rm(folder, { recursive: true });
    },
  };
});
