import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { snapshotsContract } from "../../../../test/contracts/snapshots-contract.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteSnapshots } from "./sqlite-snapshots.ts";

snapshotsContract(async () =>
  sqliteSnapshots(await openLocalState(await mkdtemp(join(tmpdir(), "lakewright-snapshots-")))),
);
