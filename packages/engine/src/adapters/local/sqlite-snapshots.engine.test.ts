import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { snapshotsContract } from "../../../test/contracts/snapshots-contract.ts";
import { sqliteSnapshots } from "./sqlite-snapshots.ts";
import { openState } from "./sqlite-state.ts";

snapshotsContract(async () =>
  sqliteSnapshots(await openState(await mkdtemp(join(tmpdir(), "lakewright-snapshots-")))),
);
