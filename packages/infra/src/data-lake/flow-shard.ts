import { createHash } from "node:crypto";
import { type Deployment, type Flow, flowStackCount } from "@lakewright/config";

/** The stack that holds a flow: by hash of profile and object, so that adding one moves no other; or where it is pinned. */
export function shardOf(flow: Flow, { pinnedFlows }: Pick<Deployment, "pinnedFlows">): number {
  // A companion is where its flow is.
  const name = flow.companionOf?.name ?? flow.name;
  const pinned = Object.hasOwn(pinnedFlows, name) ? pinnedFlows[name] : undefined;
  if (pinned !== undefined) return existing(pinned, flow);
  const digest = createHash("sha256").update(`${flow.profile}/${flow.object}/${flow.direction}`);
  return digest.digest().readUInt32BE() % flowStackCount;
}

/** `flows-00` … `flows-31` */
export const shardName = (shard: number): string => `flows-${String(shard).padStart(2, "0")}`;

/** A flow that is pinned to no stack would be left out of all of them, and so be deleted. */
function existing(shard: number, { name }: Flow): number {
  if (Number.isInteger(shard) && shard >= 0 && shard < flowStackCount) return shard;
  throw new Error(`flow "${name}" is pinned to ${shard}: write 0 to ${flowStackCount - 1}`);
}
