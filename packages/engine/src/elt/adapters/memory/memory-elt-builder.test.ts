import { eltBuilderContract } from "../../../../test/contracts/elt-builder-contract.ts";
import { memoryEltBuilder } from "./memory-elt-builder.ts";

eltBuilderContract("Memory", async () =>
  memoryEltBuilder(() => {
    throw new Error("nothing is built here");
  }),
);
