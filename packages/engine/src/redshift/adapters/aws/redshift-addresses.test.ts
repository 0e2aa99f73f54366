import { expect, test } from "vitest";
import { addressesOfCluster, addressesOfWorkgroup } from "./redshift-addresses.ts";

const nodes = [
  { NodeRole: "COMPUTE-0", PrivateIPAddress: "10.0.0.7" },
  { NodeRole: "LEADER", PrivateIPAddress: "10.0.0.6" },
];

test("a cluster answers at the node that leads, and one of a single node at that", () => {
  const cluster = { ClusterStatus: "available", ClusterNodes: nodes };
  expect(addressesOfCluster(cluster)).toEqual(["10.0.0.6"]);
  const single = [{ NodeRole: "SHARED", PrivateIPAddress: "10.0.0.9" }];
  expect(addressesOfCluster({ ...cluster, ClusterNodes: single })).toEqual(["10.0.0.9"]);
});

test("one that can be relocated answers at its endpoint's interfaces", () => {
  const NetworkInterfaces = [{ PrivateIpAddress: "10.0.0.5" }];
  const Endpoint = { VpcEndpoints: [{ NetworkInterfaces }] };
  expect(addressesOfCluster({ ClusterStatus: "available", ClusterNodes: nodes, Endpoint })).toEqual(
    ["10.0.0.5"],
  );
});

test("a workgroup answers in each of its zones", () => {
  const networkInterfaces = [{ privateIpAddress: "10.0.1.5" }, { privateIpAddress: "10.0.2.5" }];
  const endpoint = { vpcEndpoints: [{ networkInterfaces }] };
  expect(addressesOfWorkgroup({ status: "AVAILABLE", endpoint })).toEqual(["10.0.1.5", "10.0.2.5"]);
});

test.each([
  ["paused", addressesOfCluster({ ClusterStatus: "paused", ClusterNodes: nodes })],
  ["gone", addressesOfCluster(undefined)],
  ["changing", addressesOfWorkgroup({ status: "MODIFYING" })],
])("one that is %s tells no address", (_, addresses) => {
  expect(addresses).toBeUndefined();
});
