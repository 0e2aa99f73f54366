import {
  type Cluster,
  DescribeClustersCommand,
  type RedshiftClient,
} from "@aws-sdk/client-redshift";
import {
  GetWorkgroupCommand,
  type RedshiftServerlessClient,
  type Workgroup,
} from "@aws-sdk/client-redshift-serverless";
import type { WarehouseAddresses } from "../../ports/warehouse-targets.ts";

/** Where a cluster answers. */
export function clusterAddresses(client: RedshiftClient, name: string): WarehouseAddresses {
  return {
    addresses: async () => {
      const { Clusters = [] } = await client.send(
        new DescribeClustersCommand({ ClusterIdentifier: name }),
      );
      return addressesOfCluster(Clusters[0]);
    },
  };
}

/** Where a workgroup answers. */
export function workgroupAddresses(
  client: RedshiftServerlessClient,
  name: string,
): WarehouseAddresses {
  return {
    addresses: async () => {
      const { workgroup } = await client.send(new GetWorkgroupCommand({ workgroupName: name }));
      return addressesOfWorkgroup(workgroup);
    },
  };
}

/** Of a cluster that can be relocated its endpoint's interfaces, of another one the node that leads. */
export function addressesOfCluster(cluster: Cluster | undefined): readonly string[] | undefined {
  if (cluster?.ClusterStatus !== "available") return undefined;
  const interfaces = (cluster.Endpoint?.VpcEndpoints ?? []).flatMap((endpoint) =>
    (endpoint.NetworkInterfaces ?? []).flatMap((each) => each.PrivateIpAddress ?? []),
  );
  if (interfaces.length > 0) return interfaces;
  return (cluster.ClusterNodes ?? [])
    .filter(({ NodeRole }) => NodeRole === "LEADER" || NodeRole === "SHARED")
    .flatMap(({ PrivateIPAddress }) => PrivateIPAddress ?? []);
}

/** A workgroup answers at an interface in each of its zones. */
export function addressesOfWorkgroup(
  workgroup: Workgroup | undefined,
): readonly string[] | undefined {
  if (workgroup?.status !== "AVAILABLE") return undefined;
  return (workgroup.endpoint?.vpcEndpoints ?? []).flatMap((endpoint) =>
    (endpoint.networkInterfaces ?? []).flatMap((each) => each.privateIpAddress ?? []),
  );
}
