import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lake } from "./lake.ts";

/** Damages to the state file, each with the code that reports it. */
export interface Damage {
  readonly name: string;
  readonly code: "LW2007" | "LW2018";
  /** The bytes after it. */
  apply(bytes: Buffer): Buffer;
}

const noise = (length: number) => Buffer.alloc(length, 0xa5);

export const damages: readonly Damage[] = [
  {
    name: "has garbage for a header",
    code: "LW2007",
    apply: (bytes) => Buffer.concat([noise(100), bytes.subarray(100)]),
  },
  {
    name: "is cut off in the middle",
    code: "LW2007",
    apply: (bytes) => bytes.subarray(0, bytes.length / 2),
  },
  {
    name: "is cut off within its header",
    code: "LW2007",
    apply: (bytes) => bytes.subarray(0, 60),
  },
  {
    name: "has garbage in the middle",
    code: "LW2007",
    apply(bytes) {
      const middle = Math.floor(bytes.length / 2 / 4096) * 4096;
      return Buffer.concat([bytes.subarray(0, middle), noise(4096), bytes.subarray(middle + 4096)]);
    },
  },
  {
    name: "was written by a newer release",
    code: "LW2018",
    apply(bytes) {
      const newer = Buffer.from(bytes);
      // PRAGMA user_version (sqlite.org/fileformat2.html).
      newer.writeUInt32BE(9000, 60);
      return newer;
    },
  },
];

/** Damages the state file of a lake that nobody uses. */
export function damageState({ state }: Lake, { apply }: Damage): void {
  const file = join(state, "catalog.db");
  writeFileSync(file, apply(readFileSync(file)));
}

/** Name and fingerprint of each file of the state that holds data. */
export function fingerprints({ state }: Lake): readonly string[] {
  return readdirSync(state)
    .filter((name) => /^(catalog\.db|hash\.key)/.test(name))
    .filter((name) => !name.endsWith("-shm"))
    .sort()
    .map((name) => `${name} ${sha256(readFileSync(join(state, name)))}`)
    .filter((line) => !line.endsWith(sha256(Buffer.alloc(0))));
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
