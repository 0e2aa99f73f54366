import { test } from "vitest";
import { pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { expectVaultByHand } from "../../../test/elt/changing-vault-proof.ts";
import { eltRequirements } from "../../../test/elt/elt-requirements.ts";

test("five random days of changes, late rows, corrections and deletions make the vault that plain code makes, by increments, a replay and at once", async (context) => {
  await expectVaultByHand(await pythonOrSkip(eltRequirements, context), 1);
});
