import { quoteName } from "../../core/index.ts";
import type { DeclaredWarehouse } from "./declared-warehouse.ts";
import type { ColumnMask, Policy } from "./mask-statements.ts";
import type { PlannedStatement } from "./planned-statement.ts";
import { tableName } from "./policy-name.ts";
import { safeName } from "./redshift-text.ts";
import {
  type Attachment,
  type MaskAttachment,
  type RelationName,
  relationKey,
  type WarehouseState,
} from "./warehouse-state.ts";

export interface AttachmentPlan {
  readonly detached: readonly PlannedStatement[];
  readonly created: readonly PlannedStatement[];
  readonly attached: readonly PlannedStatement[];
  /** Roles on relations whose policies change, by `changeKey`: until it is done they may select nothing. */
  readonly changes: ReadonlySet<string>;
}

/** One role on one relation. */
export function changeKey(relation: RelationName, role: string): string {
  return `${relationKey(relation)} ${role}`;
}

interface WantedRows extends RelationName {
  readonly grantee: string;
  readonly policy: Policy;
}

interface WantedMask extends RelationName {
  readonly grantee: string;
  readonly mask: ColumnMask;
}

/** Policies of owned roles: an attachment that is not declared is detached, whoever made it. */
export function planAttachments(
  declared: DeclaredWarehouse,
  found: WarehouseState,
): AttachmentPlan {
  const owned = new Set(declared.ownedRoles);
  const isOwned = ({ kind, grantee }: Attachment) => kind === "role" && owned.has(grantee);
  const rows = declared.relations.flatMap(({ relation, grants }) =>
    grants.flatMap(({ role, rows: policy }): WantedRows[] =>
      policy ? [{ ...nameOf(relation), grantee: role, policy }] : [],
    ),
  );
  const masks = declared.relations.flatMap(({ relation, grants }) =>
    grants.flatMap(({ role, masks: own }) =>
      own.map((mask): WantedMask => ({ ...nameOf(relation), grantee: role, mask })),
    ),
  );
  const foundRows = new Set(found.rowAttachments.filter(isOwned).map(rowKey));
  const foundMasks = new Set(found.maskAttachments.filter(isOwned).map(maskKey));
  const wantedRows = new Set(rows.map((one) => rowKey({ ...one, policy: one.policy.name })));
  const wantedMasks = new Set(masks.map(wantedMaskKey));
  const staleRows = found.rowAttachments.filter(
    (one) => isOwned(one) && !wantedRows.has(rowKey(one)),
  );
  const staleMasks = found.maskAttachments.filter(
    (one) => isOwned(one) && !wantedMasks.has(maskKey(one)),
  );
  const newRows = rows.filter((one) => !foundRows.has(rowKey({ ...one, policy: one.policy.name })));
  const newMasks = masks.filter((one) => !foundMasks.has(wantedMaskKey(one)));
  return {
    detached: [...staleRows.map(detachRows), ...staleMasks.map(detachMask)],
    created: [
      ...newRows
        .filter(({ policy }) => !found.rowPolicies.includes(policy.name))
        .map((one) => about(one, one.policy.create)),
      ...newMasks
        .filter(({ mask }) => !found.maskPolicies.includes(mask.policy.name))
        .map((one) => about(one, one.mask.policy.create)),
    ],
    attached: [
      ...newRows.map(attachRows),
      ...attachMasks(
        newMasks,
        found.maskAttachments.filter((one) => !staleMasks.includes(one)),
      ),
    ],
    changes: new Set(
      [...staleRows, ...staleMasks, ...newRows, ...newMasks].map((one) =>
        changeKey(one, one.grantee),
      ),
    ),
  };
}

function nameOf({ schema, name }: RelationName): RelationName {
  return { schema, name };
}

function rowKey({
  schema,
  name,
  grantee,
  policy,
}: RelationName & { grantee: string; policy: string }) {
  return JSON.stringify([schema, name, grantee, policy]);
}

function maskKey({ schema, name, grantee, policy, columns }: MaskAttachment): string {
  return JSON.stringify([schema, name, grantee, policy, columns]);
}

function wantedMaskKey({ schema, name, grantee, mask }: WantedMask): string {
  return JSON.stringify([schema, name, grantee, mask.policy.name, [mask.column]]);
}

function about(one: RelationName & { readonly grantee: string }, sql: string): PlannedStatement {
  return { sql, relation: nameOf(one), role: one.grantee };
}

function detachRows(one: Attachment): PlannedStatement {
  const { policy, grantee } = one;
  return about(
    one,
    `DETACH RLS POLICY ${quoteName(policy)} ON ${tableName(one)} FROM ROLE ${quoteName(grantee)}`,
  );
}

function detachMask(one: MaskAttachment): PlannedStatement {
  const columns = one.columns.map(quoteName).join(", ");
  return about(
    one,
    `DETACH MASKING POLICY ${quoteName(one.policy)} ON ${tableName(one)} (${columns}) FROM ROLE ${quoteName(one.grantee)}`,
  );
}

function attachRows(one: WantedRows): PlannedStatement {
  return about(
    one,
    `ATTACH RLS POLICY ${quoteName(one.policy.name)} ON ${tableName(one)} TO ROLE ${safeName(one.grantee)}`,
  );
}

/** No two policies on a column may have one priority, whoever they are for ("Dynamic data masking policy hierarchy"). */
function attachMasks(
  wanted: readonly WantedMask[],
  staying: readonly MaskAttachment[],
): PlannedStatement[] {
  const taken = new Map<string, Set<number>>();
  const takenOn = (relation: RelationName, column: string) => {
    const key = `${relationKey(relation)} ${column}`;
    const numbers = taken.get(key) ?? new Set();
    taken.set(key, numbers);
    return numbers;
  };
  for (const one of staying)
    for (const column of one.columns) takenOn(one, column).add(one.priority);
  return wanted.map((one) => {
    const { policy, column, inputs } = one.mask;
    const numbers = takenOn(one, column);
    let priority = 1;
    while (numbers.has(priority)) priority++;
    numbers.add(priority);
    const using = inputs.map(quoteName).join(", ");
    return about(
      one,
      `ATTACH MASKING POLICY ${quoteName(policy.name)} ON ${tableName(one)} (${quoteName(column)}) USING (${using}) TO ROLE ${safeName(one.grantee)} PRIORITY ${priority}`,
    );
  });
}
