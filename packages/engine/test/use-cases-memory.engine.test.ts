import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryPorts } from "../src/memory.ts";
import { useCasesContract } from "./contracts/use-cases-contract.ts";

useCasesContract("memory", async (source, clock) => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  const ports = await memoryPorts(source, clock, folder);
  return {
    ports,
    close: async () => {
      await ports.close();
      await rm(folder, { recursive: true });
    },
  };
});
