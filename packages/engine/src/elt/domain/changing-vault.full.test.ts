import { test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { expectVaultByHand } from "../../../test/elt/changing-vault-proof.ts";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";

const seeds = [2, 3, 4, 5, 6, 7, 8, 9];

test.for(seeds)(
  "the vault of random lake %i is the one that plain code makes",
  async (seed, context) => {
    await expectVaultByHand(await pythonOrSkip(eltRequirements, context), seed);
  },
);
