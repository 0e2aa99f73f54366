import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { snapshotsContract } from "../../../../test/contracts/snapshots-contract.ts";
import { openState } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { sqliteSnapshots } from "./sqlite-snapshots.ts";

snapshotsContract(async () =>
  sqliteSnapshots(await openState(await mkdtemp(join(tmpdir(), "lakewright-snapshots-")))),
);
