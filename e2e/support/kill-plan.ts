import { randomInt } from "node:crypto";

/** What is killed: commands that are started at once, the first of which is the victim. */
export type KilledCommand =
  | "run"
  | "run --reconcile"
  | "elt"
  | "query --as"
  | "access diff"
  | "reset"
  | "run beside run"
  | "run beside query --as"
  | "elt beside run";

/** Of the victim: its own process, the whole group as a closed terminal does it, or one of its children. */
export type Target = "command" | "group" | "child";

export interface PlannedKill {
  readonly command: KilledCommand;
  readonly target: Target;
  /** When, as a part of the time that the command takes undisturbed; beyond 1 it has mostly ended. */
  readonly at: number;
  /** Which of the children. */
  readonly pick: number;
}

/** How often each command comes, in 100. A build takes as long as twenty of the others. */
const shares: Readonly<Record<KilledCommand, number>> = {
  run: 32,
  "run --reconcile": 14,
  elt: 6,
  "query --as": 16,
  "access diff": 8,
  reset: 6,
  "run beside run": 9,
  "run beside query --as": 7,
  "elt beside run": 2,
};
const targets: readonly Target[] = ["command", "group", "child"];

/** `LAKEWRIGHT_SEED` repeats a series that was printed with it. */
export const seed = Number(process.env.LAKEWRIGHT_SEED ?? randomInt(2 ** 31));

/** The same kills for the same seed. A build is among the first, since it is the rarest. */
export function plannedKills(count: number): readonly PlannedKill[] {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, index) => ({
    command: index === 3 ? "elt" : chosen(random()),
    target: targets[Math.floor(random() * targets.length)] ?? "command",
    at: random() * 1.1,
    pick: random(),
  }));
}

function chosen(random: number): KilledCommand {
  let left = random * 100;
  for (const [name, share] of Object.entries(shares)) {
    left -= share;
    if (left < 0) return name as KilledCommand;
  }
  return "run";
}

/** A small generator of numbers in [0, 1) whose whole state is the seed. */
function mulberry32(start: number): () => number {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
