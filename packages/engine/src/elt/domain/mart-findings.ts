import type { AccessException } from "@lakewright/config";
import { errorCodes, isOpenSensitivity, isUnclassified } from "../../core/index.ts";
import { columnPath, type PathStep } from "./column-path.ts";
import type { FollowedTables } from "./followed-column.ts";

/** A column of a mart that shows personal or unclassified data. */
export interface MartFinding {
  /** Name by which exceptions of access.yaml accept it. */
  readonly finding: "personal_in_mart";
  /** `<schema>.<table>.<column>` */
  readonly on: string;
  readonly relation: string;
  /** The data it shows, the path back to the lake, and what to do next. */
  readonly message: string;
  /** Not expired: reading the folder refuses expired exceptions. */
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
      const message = findingMessage(sensitivity, columnPath(tables, relation, name));
      return [{ finding: "personal_in_mart" as const, on, relation, message, accepted }];
    }),
  );
}

function findingMessage(sensitivity: string, path: readonly PathStep[]): string {
  const end = path.at(-1);
  const steps = path.slice(1).map((step) => step.column);
  const origin = steps.length > 0 ? `: it is made of ${steps.join(", which is made of ")}` : "";
  const reason =
    end?.unknown === undefined ? "" : ` (${end.column} cannot be followed: ${end.unknown})`;
  const next = isUnclassified(sensitivity)
    ? "let the steward classify what it is made of, write it so that it can be followed, or leave it out"
    : "put it through a masking function (masked_year, masked_initial, …), leave it out, or accept it in access.yaml under exceptions: personal_in_mart";
  return `${errorCodes.personal_in_mart} ${sensitivity} data reaches a mart without an approved mask${origin}${reason}; ${next}`;
}
