import { zoneNames } from "@lakewright/config";
import { RemovalPolicy } from "aws-cdk-lib";
import { CfnDatabase } from "aws-cdk-lib/aws-glue";
import { Key } from "aws-cdk-lib/aws-kms";
import { CfnResource as RegisteredLocation } from "aws-cdk-lib/aws-lakeformation";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { locationRoleArn, loggingBucketName } from "../shared/zone-readers.ts";
import { databasesOf } from "./databases-of.ts";
import { LocationRole } from "./location-role.ts";
import { ZoneBucket } from "./zone-bucket.ts";

/** Buckets of the zones, their registration with Lake Formation, and a catalog database for each connector profile. */
export class ZonesStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform) {
    super(scope, deployed, {
      what: "data-lake-zones",
      description: "Zones of the lake and databases of the catalog",
    });
    const key = Key.fromKeyArn(this, "data-key", readContract(deployed).DataKeyArn);
    const loggingBucket = loggingBucketName(deployed);
    const zones = zoneNames.map(
      (zone) => new ZoneBucket(this, zone, { deployed, zone, key, loggingBucket }),
    );
    const buckets = zones.map(({ bucket }) => bucket);
    const role = deployed.deployment.locationRole
      ? undefined
      : new LocationRole(this, "location-role", { deployed, buckets, key });
    const locations = buckets.map((bucket, index) => {
      const location = new RegisteredLocation(this, `${zoneNames[index]}-location`, {
        resourceArn: bucket.bucketArn,
        roleArn: locationRoleArn(deployed),
        useServiceLinkedRole: false,
        // IAM alone would open tables of whoever has not opted in to Lake Formation.
        hybridAccessEnabled: false,
      });
      location.applyRemovalPolicy(RemovalPolicy.RETAIN);
      if (bucket.policy) location.node.addDependency(bucket.policy);
      if (role) location.node.addDependency(role);
      return location;
    });
    for (const name of databasesOf(deployed.environment)) {
      const database = catalogDatabase(this, name, deployed);
      for (const location of locations) database.node.addDependency(location);
    }
  }
}

function catalogDatabase(scope: Construct, name: string, { environment }: DeployedPlatform) {
  const database = new CfnDatabase(scope, `database-${name}`, {
    catalogId: environment.account,
    databaseInput: {
      name,
      description: `What the connector profile of this name brings`,
      // Under a registered location: who may create tables needs no permission on the place beside it.
      locationUri: `s3://${environment.buckets.raw}/`,
      // Empty and not absent: else every new table would be open to whatever IAM allows.
      createTableDefaultPermissions: [],
    },
  });
  database.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return database;
}
