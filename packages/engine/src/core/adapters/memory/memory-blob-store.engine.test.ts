import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobStoreContract } from "../../../../test/contracts/blob-store-contract.ts";
import { memoryBlobStore } from "./memory-blob-store.ts";

blobStoreContract("Memory", async () =>
  memoryBlobStore(join(await mkdtemp(join(tmpdir(), "lakewright-memory-")), "objects")),
);
