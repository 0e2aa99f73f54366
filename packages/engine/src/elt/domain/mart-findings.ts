import type { AccessException } from "@lakewright/config";
import { errorCodes, isOpenSensitivity, isUnclassified } from "../../core/index.ts";
import { columnPath } from "./column-path.ts";
import type { FollowedTables } from "./followed-column.ts";

/** A column of a mart that shows what nobody has opened. */
export interface MartFinding {
  /** Name by which exceptions of access.yaml answer for it. */
  readonly finding: "personal_in_mart";
  /** `<schema>.<table>.<column>` */
  readonly on: string;
  readonly relation: string;
  /** What it shows, its way back to the lake, and what to do next. */
  readonly message: string;
  /** Reading the folder refuses exceptions that have expired, so that this one holds. */
  readonly accepted: AccessException | undefined;
}

/** Columns of marts that are derived from personal or unclassified data without an approved masking function. */
export function martFindings(
  tables: FollowedTables,
  martSchemas: ReadonlySet<string>,
  exceptions: readonly AccessException[],
): readonly MartFinding[] {
  const marts = [...tables].filter(([relation]) => martSchemas.has(relation.split(".")[0] ?? ""));
  return marts.flatMap(([relation, columns]) =>
    [...columns].flatMap(([name, { sensitivity }]) => {
      if (isOpenSensitivity(sensitivity)) return [];
      const on = `${relation}.${name}`;
      const accepted = exceptions.find(
        (each) => each.finding === "personal_in_mart" && each.on === on,
      );
      const message = messageOf(tables, relation, name, sensitivity);
      return [{ finding: "personal_in_mart" as const, on, relation, message, accepted }];
    }),
  );
}

function messageOf(
  tables: FollowedTables,
  relation: string,
  column: string,
  sensitivity: string,
): string {
  const path = columnPath(tables, relation, column);
  const end = path.at(-1);
  const way = path.slice(1).map((step) => step.column);
  const shown = way.length > 0 ? `: it is made of ${way.join(", which is made of ")}` : "";
  const why =
    end?.unknown === undefined ? "" : ` (${end.column} cannot be followed: ${end.unknown})`;
  const next = isUnclassified(sensitivity)
    ? "let the steward classify what it is made of, write it so that it can be followed, or leave it out"
    : "put it through a masking function (masked_year, masked_initial, …), leave it out, or let somebody answer for it in access.yaml under exceptions: personal_in_mart";
  return `${errorCodes.personal_in_mart} ${sensitivity} data reaches a mart without an approved mask${shown}${why}; ${next}`;
}
