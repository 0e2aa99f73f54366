import { catalogContract } from "../../../../test/contracts/catalog-contract.ts";
import { memoryCatalog } from "./memory-catalog.ts";

catalogContract("Memory", async () => memoryCatalog());
