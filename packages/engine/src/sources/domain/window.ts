import type { Flow } from "@lakewright/config";

/** Half-open: `from <= field < to`; no `from` = from the beginning. */
export interface Window {
  readonly field: string;
  readonly from: Date | undefined;
  readonly to: Date;
}

/** End of the span that a flow has been loaded for without a gap. */
export interface Bookmark {
  readonly to: Date;
}

type Windowed = Pick<Flow, "incremental" | "firstLoad" | "overlapSeconds">;

/** The source's part in planning a window. */
interface WindowBasis {
  /** Undefined = nothing orders the object's changes, so there is no window. */
  readonly field: string | undefined;
  readonly serverNow: Date;
}

/**
 * The window that the next run reads. A full flow and the first run of an incremental one read everything (or from the declared
 * date); later runs start where the last successful one ended, reaching `overlapSeconds` back, but not behind the declared date, for
 * rows that committed late with an older stamp.
 */
export function planWindow(
  flow: Windowed,
  { field, serverNow }: WindowBasis,
  bookmark: Bookmark | undefined,
): Window | undefined {
  if (field === undefined) return undefined;
  const to = wholeSecond(serverNow);
  if (!flow.incremental) return { field, from: undefined, to };
  if (bookmark) {
    const from = overlapStart(flow, bookmark);
    // A server whose clock went back: nothing is new, and the bookmark must not go back with it.
    return { field, from, to: new Date(Math.max(to.getTime(), bookmark.to.getTime())) };
  }
  return { field, from: flow.firstLoad === "full" ? undefined : flow.firstLoad, to };
}

/** Stamps have whole seconds: a window that ends inside one would split equal stamps. */
function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

function overlapStart({ firstLoad, overlapSeconds }: Windowed, { to }: Bookmark): Date {
  const declared = firstLoad === "full" ? Number.NEGATIVE_INFINITY : firstLoad.getTime();
  const end = to.getTime();
  return new Date(Math.max(end - overlapSeconds * 1000, Math.min(declared, end)));
}

/** The field a flow's windows are on: the declared one if the object has it, else its best change stamp, else none. */
export function incrementalFieldOf(
  declared: string,
  fieldNames: readonly string[],
  changeStamps: readonly string[],
): string | undefined {
  const present = new Map(fieldNames.map((name) => [name.toLowerCase(), name]));
  for (const candidate of [declared, ...changeStamps]) {
    const name = present.get(candidate.toLowerCase());
    if (name) return name;
  }
  return undefined;
}
