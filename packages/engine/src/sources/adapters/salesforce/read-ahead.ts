import type { Page } from "../../ports/source.ts";
import { cancelled } from "./cancelled.ts";
import { discard } from "./spool-body.ts";

/** A page on its way to disk. */
export interface PageFlight<Cursor> {
  /** Where the next page is; known before this one has arrived, undefined after the last. */
  readonly next: Promise<Cursor | undefined>;
  /** The finished page; if it fails, it leaves no file. */
  readonly page: Promise<Page>;
}

export type StartPage<Cursor> = (cursor: Cursor, signal: AbortSignal) => PageFlight<Cursor>;

/** More would fill the disk ahead of a slow consumer, fewer would leave the line idle. */
const pagesAhead = 2;

/**
 * Hands out pages in order while up to two more are fetched. A failure comes when its page is due. However it ends,
 * flights are stopped and files not handed out are removed.
 */
export async function* readAhead<Cursor>(
  first: Cursor,
  start: StartPage<Cursor>,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const flights: PageFlight<Cursor>[] = [];
  let upcoming: { cursor: Cursor } | undefined = { cursor: first };
  const advance = () => {
    if (!upcoming || flights.length >= pagesAhead || either.aborted) return;
    const flight = start(upcoming.cursor, either);
    upcoming = undefined;
    flights.push(flight);
    flight.page.catch(ignore);
    flight.next.then((cursor) => {
      if (cursor !== undefined) upcoming = { cursor };
      advance();
    }, ignore);
  };
  try {
    advance();
    for (let flight = flights.shift(); flight; flight = flights.shift()) {
      advance();
      yield await flight.page;
      await flight.next;
    }
    if (signal.aborted) throw cancelled();
  } finally {
    stop.abort();
    await Promise.all(flights.map(({ page }) => page.then(({ file }) => discard(file), ignore)));
  }
}

/** The failure is reported when its page is due. */
function ignore(): void {}
