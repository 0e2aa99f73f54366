import { diffPermissions, type Revocation } from "../domain/diff-permissions.ts";
import { type LakePermission, permissionText } from "../domain/lake-permission.ts";
import { blockingRevocations } from "../domain/order-changes.ts";
import type { Governance } from "../ports/governance.ts";

/** Each in words: permission, resource, principal. */
export interface PermissionChanges {
  readonly granted: readonly string[];
  readonly revoked: readonly string[];
  /** Changes that the service refused: not granted, or still held. */
  readonly failed: readonly string[];
}

/**
 * Makes what is held, as far as it is `owned`, what is desired. What is both held and desired is not touched. After
 * revoking it looks again, so that what is still held is never reported as gone.
 */
export async function changePermissions(
  governance: Governance,
  desired: readonly LakePermission[],
  owned: (permission: LakePermission) => boolean,
): Promise<PermissionChanges> {
  const diff = diffPermissions(desired, (await governance.held()).filter(owned));
  const first = blockingRevocations(diff);
  const refusals = [
    ...(await revoke(governance, [...first])),
    ...(diff.grant.length > 0 ? await governance.grant(diff.grant) : []),
    ...(await revoke(
      governance,
      diff.revoke.filter((one) => !first.has(one)),
    )),
  ];
  const still = diff.revoke.length > 0 ? await surplus(governance, desired, owned) : [];
  const notGranted = new Set(refusals.map(({ permission }) => permission));
  return {
    granted: diff.grant.filter((one) => !notGranted.has(one)).map(permissionText),
    revoked: diff.revoke.filter((one) => !notGranted.has(one)).map(permissionText),
    failed: [
      ...refusals.map(({ permission, message }) => `${permissionText(permission)}: ${message}`),
      ...still.map((one) => `${permissionText(one)}: still held after it was revoked`),
    ],
  };
}

function revoke(governance: Governance, revocations: readonly Revocation[]) {
  return revocations.length > 0 ? governance.revoke(revocations) : Promise.resolve([]);
}

async function surplus(
  governance: Governance,
  desired: readonly LakePermission[],
  owned: (permission: LakePermission) => boolean,
): Promise<readonly LakePermission[]> {
  return diffPermissions(desired, (await governance.held()).filter(owned)).revoke;
}
