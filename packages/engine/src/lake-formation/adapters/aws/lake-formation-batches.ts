import {
  BatchGrantPermissionsCommand,
  type BatchPermissionsFailureEntry,
  type BatchPermissionsRequestEntry,
  BatchRevokePermissionsCommand,
  type LakeFormationClient,
  type Permission,
} from "@aws-sdk/client-lakeformation";
import {
  attemptsOf,
  isPassing,
  pauseBefore,
  type Retry,
  retried,
} from "../../../core/adapters/aws/retry.ts";
import { holdingKey, type Revocation } from "../../domain/diff-permissions.ts";
import type { LakePermission } from "../../domain/lake-permission.ts";
import type { Refusal } from "../../ports/governance.ts";
import { toResource } from "./lake-formation-resource.ts";

/** Entries of one call ("BatchGrantPermissions", API reference). */
const maxEntries = 20;

/** Lake Formation of one account. */
export interface LakeFormationService {
  readonly client: LakeFormationClient;
  readonly account: string;
  readonly retry: Retry;
}

interface Batch {
  readonly entry: BatchPermissionsRequestEntry;
  readonly permissions: readonly LakePermission[];
}

/** Grants in batches, and again where the service reports another change in progress. A permission that is already held is no failure. */
export async function grantInBatches(
  { client, account, retry }: LakeFormationService,
  permissions: readonly LakePermission[],
): Promise<readonly Refusal[]> {
  const batches = entriesOf(permissions, account, (one) => ({ ...one, only: undefined }));
  const send = (Entries: BatchPermissionsRequestEntry[]) =>
    client.send(new BatchGrantPermissionsCommand({ Entries })).then(({ Failures }) => Failures);
  return sendAll(batches, retry, { send, isDone: isHeldAlready });
}

/** The same for revoking. A permission that is not held, or a principal that no longer exists, is no failure. */
export async function revokeInBatches(
  { client, account, retry }: LakeFormationService,
  revocations: readonly Revocation[],
): Promise<readonly Refusal[]> {
  const batches = entriesOf(revocations, account, (one) => one);
  const send = (Entries: BatchPermissionsRequestEntry[]) =>
    client.send(new BatchRevokePermissionsCommand({ Entries })).then(({ Failures }) => Failures);
  return sendAll(batches, retry, { send, isDone: isGoneAlready });
}

/** One entry for each principal and resource. */
function entriesOf<One extends LakePermission>(
  permissions: readonly One[],
  account: string,
  revocationOf: (one: One) => Revocation,
): readonly Batch[] {
  const groups = new Map<string, One[]>();
  for (const one of permissions) {
    const key = holdingKey(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group, index) => {
    const changes = group.map(revocationOf);
    const whole = changes.filter(({ only }) => only === undefined).map(apiPermission);
    const passedOn = changes.filter(({ grantable }) => grantable).map(apiPermission);
    return {
      permissions: group,
      entry: {
        Id: String(index),
        Principal: { DataLakePrincipalIdentifier: group[0]?.principal },
        Resource: group[0] && toResource(group[0].resource, account),
        ...(whole.length > 0 ? { Permissions: whole } : {}),
        ...(passedOn.length > 0 ? { PermissionsWithGrantOption: passedOn } : {}),
      },
    };
  });
}

function apiPermission({ permission }: LakePermission): Permission {
  return permission.toUpperCase() as Permission;
}

interface BatchCall {
  readonly send: (
    entries: BatchPermissionsRequestEntry[],
  ) => Promise<BatchPermissionsFailureEntry[] | undefined>;
  /** Whether the failure means that there was nothing to do. */
  readonly isDone: (failure: BatchPermissionsFailureEntry) => boolean;
}

async function sendAll(
  batches: readonly Batch[],
  retry: Retry,
  { send, isDone }: BatchCall,
): Promise<readonly Refusal[]> {
  const refused: Refusal[] = [];
  let waiting = [...batches];
  for (let attempt = 1; waiting.length > 0; attempt++) {
    const again: Batch[] = [];
    for (let start = 0; start < waiting.length; start += maxEntries) {
      const some = waiting.slice(start, start + maxEntries);
      const failures = (await retried(retry, () => send(some.map(({ entry }) => entry)))) ?? [];
      for (const failure of failures) {
        const batch = some.find(({ entry }) => entry.Id === failure.RequestEntry?.Id);
        if (!batch || isDone(failure)) continue;
        const { ErrorCode, ErrorMessage } = failure.Error ?? {};
        if (isPassing(ErrorCode) && attempt < attemptsOf(retry)) again.push(batch);
        else refused.push(...refusals(batch, `${ErrorCode}: ${ErrorMessage}`));
      }
    }
    waiting = again;
    if (waiting.length > 0) await retry.sleep(pauseBefore(attempt));
  }
  return refused;
}

function refusals({ permissions }: Batch, message: string): readonly Refusal[] {
  return permissions.map((permission) => ({ permission, message }));
}

function isHeldAlready({ Error: error }: BatchPermissionsFailureEntry): boolean {
  return error?.ErrorCode === "AlreadyExistsException";
}

/** The service has no code of its own for a deleted principal, or for a permission that is not held: only its message tells. */
function isGoneAlready({ Error: error }: BatchPermissionsFailureEntry): boolean {
  if (error?.ErrorCode === "EntityNotFoundException") return true;
  return (
    error?.ErrorCode === "InvalidInputException" &&
    /no permissions revoked|grantee (has no|does not have)|invalid principal/i.test(
      error.ErrorMessage ?? "",
    )
  );
}
