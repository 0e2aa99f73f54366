import type { EltTrigger, Schedule } from "@lakewright/config";
import { isDue, nextStart } from "../../core/index.ts";

/** A table that a project is made of, and the flow that brings it. */
export interface Feed {
  /** `<database>.<table>` */
  readonly table: string;
  readonly flow: string;
  /** Undefined = on demand or suspended: nobody waits for it. */
  readonly schedule: Schedule | undefined;
  /** Until when it is loaded, by the source's clock; undefined before the first load. */
  readonly loadedTo: Date | undefined;
}

/** State of a project's present input by its last builds: not built yet, published, or failed. */
export type Input = "new" | "published" | "failed";

export interface ProjectNow {
  readonly trigger: EltTrigger;
  /** `HH:MM` UTC */
  readonly deadline: string | undefined;
  readonly feeds: readonly Feed[];
  readonly input: Input;
  /** When its last build began that was neither cancelled nor killed. */
  readonly lastStart: Date | undefined;
}

export interface DueProject {
  readonly due: boolean;
  /** Why, as a person reads it. */
  readonly reason: string;
  /** Tables that it waits for. */
  readonly awaited: readonly Feed[];
  /** When it is due by its schedule next; undefined = by arrival, or never again. */
  readonly next: Date | undefined;
  /** Its deadline of today, if that has passed without a start today although there is something to build or to wait for. */
  readonly missed: Date | undefined;
}

/** Whether a project is to be built now. Days are days of UTC. */
export function dueProject(project: ProjectNow, now: Date): DueProject {
  const verdict =
    project.trigger.kind === "arrival"
      ? byArrival(project, now)
      : bySchedule(project, project.trigger.schedule, now);
  return { ...verdict, missed: missedDeadline(project, verdict, now) };
}

type Verdict = Omit<DueProject, "missed">;

function byArrival({ feeds, input }: ProjectNow, now: Date): Verdict {
  const awaited = feeds.filter((feed) => !hasArrived(feed, now));
  const [due, reason] =
    awaited.length > 0
      ? [false, waitingFor(awaited)]
      : input === "new"
        ? [true, "every table has its run of the day"]
        : input === "failed"
          ? [
              false,
              "its last build of the same input failed (lakewright status): correct it, or build it again by its name",
            ]
          : [false, "nothing is new since its last build"];
  return { due, reason, awaited, next: undefined };
}

function bySchedule({ feeds, lastStart }: ProjectNow, schedule: Schedule, now: Date): Verdict {
  const awaited = feeds.filter(({ loadedTo }) => loadedTo === undefined);
  const next = lastStart && nextStart(schedule, lastStart);
  if (awaited.length > 0) return { due: false, reason: waitingFor(awaited), awaited, next };
  const due = isDue(schedule, lastStart, now);
  const when = next === undefined ? "never again" : `next at ${next.toISOString()}`;
  return {
    due,
    reason: due ? schedule.expression : `not due: ${schedule.expression}, ${when}`,
    awaited,
    next,
  };
}

/** Whether a table has the last run that its schedule has before the day ends. */
export function hasArrived({ schedule, loadedTo }: Feed, now: Date): boolean {
  if (loadedTo === undefined) return false;
  if (schedule === undefined) return true;
  const next = nextStart(schedule, new Date(dayAfter(loadedTo).getTime() - 1));
  return next === undefined || next >= dayAfter(now);
}

const maxShown = 3;

/** `waiting for crm.account (flow gtm-dev-crm-Account, last loaded on 2026-01-14)` */
export function waitingFor(feeds: readonly Feed[]): string {
  const shown = feeds.slice(0, maxShown).map(({ table, flow, loadedTo }) => {
    const last = loadedTo
      ? `last loaded on ${loadedTo.toISOString().slice(0, 10)}`
      : "never loaded";
    return `${table} (flow ${flow}, ${last})`;
  });
  const more = feeds.length - shown.length;
  return `waiting for ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function missedDeadline(
  { deadline, lastStart }: ProjectNow,
  { due, awaited }: Verdict,
  now: Date,
): Date | undefined {
  if (deadline === undefined || (!due && awaited.length === 0)) return undefined;
  const at = deadlineOn(deadline, now);
  const started = lastStart !== undefined && lastStart >= startOfDay(now);
  return now >= at && !started ? at : undefined;
}

/** A time of day, `HH:MM` UTC, on the day of `now`. */
export function deadlineOn(deadline: string, now: Date): Date {
  const [hours = 0, minutes = 0] = deadline.split(":").map(Number);
  return new Date(startOfDay(now).getTime() + (hours * 60 + minutes) * 60_000);
}

const dayMs = 86_400_000;

function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / dayMs) * dayMs);
}

function dayAfter(at: Date): Date {
  return new Date(startOfDay(at).getTime() + dayMs);
}
