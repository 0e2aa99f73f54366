import { aboutWarehouse } from "./warehouse-rule.ts";

/** Serverless Redshift needs three availability zones (management guide, "Considerations when using Amazon Redshift Serverless"). */
export const minServerlessSubnets = 3;

/** There are enough different subnets for the kind, and no client range is open to everybody. Only AWS knows the subnets' zones. */
export const networkFits = aboutWarehouse(({ redshift }, report) => {
  for (const { kind, network, place } of redshift.values()) {
    const { subnets, clientCidrs } = network;
    const different = new Set(subnets).size;
    if (kind === "serverless" && subnets && different < minServerlessSubnets) {
      const message = `a serverless warehouse needs subnets of three zones, and network.subnets names ${different}`;
      report({
        code: "LW1713",
        place,
        message,
        hint: "name one private subnet in each of three zones",
      });
    }
    for (const range of clientCidrs.filter((each) => each.endsWith("/0"))) {
      const message = `network.client_cidrs opens the warehouse to ${range}, which is every address`;
      report({ code: "LW1714", place, message, hint: "name the ranges of your own networks" });
    }
  }
});
