import type { Access, TagAssignment } from "@lakewright/config";
import { openSensitivities, unclassified } from "../../core/index.ts";
import type { AccessTable } from "./access-table.ts";
import { lackedColumns } from "./lacked-columns.ts";

/** Assignments to a column that the table lacks: any other of its columns may be the one that was meant. */
export function doubtfulAssignments(
  access: Access,
  table: AccessTable,
  own: readonly TagAssignment[],
): readonly TagAssignment[] {
  return own.filter(
    ({ resource }) =>
      resource.kind === "columns" && lackedColumns(access, table, resource.columns).length > 0,
  );
}

type TagValues = Readonly<Record<string, string>>;

/**
 * Whether a column might be closed further if it was the one that an assignment means. A key that the column was given itself is
 * decided, and a sensitivity that is less strict than its own would open it.
 */
export function isInDoubt(
  doubtful: readonly TagAssignment[],
  { tags, own }: { readonly tags: TagValues; readonly own: TagValues },
): boolean {
  return doubtful.some(({ key: written, value: meant }) => {
    const [key, value] = [written.toLowerCase(), meant.toLowerCase()];
    if (Object.hasOwn(own, key) || tags[key] === value) return false;
    return key !== "sensitivity" || strictness(value) > strictness(tags[key]);
  });
}

/** The higher, the fewer see it. */
function strictness(sensitivity: string | undefined): number {
  if (sensitivity === undefined || sensitivity === unclassified)
    return openSensitivities.length + 1;
  const open = openSensitivities.indexOf(sensitivity);
  return open < 0 ? openSensitivities.length : openSensitivities.length - 1 - open;
}
