import { expect, test } from "vitest";
import { anyDeployed } from "../../test/any-deployed.ts";
import { checkPartition } from "./check-partition.ts";

const inRegion = (region: string) => {
  const { environment, deployment } = anyDeployed();
  return { environment: { ...environment, region }, deployment };
};

test.each(["cn-north-1", "us-gov-west-1"])(
  "%s would be given ARNs of another partition: that is a problem with its line",
  (region) => {
    expect(checkPartition(inRegion(region))).toMatchObject([
      { code: "LW1807", line: 1, message: expect.stringContaining(region) },
    ]);
  },
);

test.each(["eu-west-1", "us-east-1", "ca-central-1"])("%s can be deployed to", (region) => {
  expect(checkPartition(inRegion(region))).toEqual([]);
});
