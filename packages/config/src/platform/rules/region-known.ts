import { didYouMean } from "../../did-you-mean.ts";
import type { Rule } from "../../sections/rule.ts";

/** A region that AWS is not known to have is worth a second look. */
export const regionKnown: Rule = ({ environments }, report) => {
  for (const { name, region, place } of environments) {
    if (name === "local" || region === "" || regions.has(region)) continue;
    const at = { section: place.section, path: [...place.path, "region"] };
    const hint = didYouMean(region, regions) ?? "ignore this if the region is new";
    report({
      code: "LW1204",
      place: at,
      message: `"${region}" is not a region known to this version`,
      hint,
    });
  }
};

const regions: ReadonlySet<string> = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
  ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
  ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 eu-central-2
  eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1
  me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1
  us-west-2`.split(/\s+/),
);
