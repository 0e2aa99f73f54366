import type { Manifest } from "@lakewright/config";
import type { HashFunction } from "./hash-function.ts";

type Place = Pick<Manifest, "platform"> & {
  readonly environment: Pick<Manifest["environment"], "standsFor" | "account" | "region">;
};

/** `<platform>-<env>-<what>`, as the stacks name what is unique in a region. */
function regionalName({ platform, environment }: Place, what: string): string {
  return [platform, environment.standsFor, what].join("-");
}

/** The administrator that Redshift makes, whose password it keeps in Secrets Manager. */
export const administrator = "warehouse_admin";

/** Name of the cluster, or of the namespace and the workgroup. */
export function warehouseName(place: Place): string {
  return regionalName(place, "warehouse");
}

/** Name of the administrator's secret: Redshift gives it, to clusters and namespaces alike. */
export function administratorSecret(place: Place): string {
  return `redshift!${warehouseName(place)}-${administrator}`;
}

/** The Lambda function that hashes for masks, and the role by which the warehouse calls it. */
export function hashFunctionOf(place: Place): HashFunction {
  const { account, region } = place.environment;
  const role = `${regionalName(place, "warehouse-hash")}-${region}`;
  return {
    lambda: regionalName(place, "keyed-hash"),
    roleArn: `arn:aws:iam::${account}:role/${role}`,
  };
}

/** Name of the secret that holds the key. */
export function hashKeySecret(place: Place): string {
  return regionalName(place, "warehouse-hash-key");
}
