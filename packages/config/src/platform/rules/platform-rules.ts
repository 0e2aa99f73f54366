import type { Rule } from "../../sections/rule.ts";
import { acknowledgedOnce } from "./acknowledged-once.ts";
import { arnsOfEnvironment } from "./arns-of-environment.ts";
import { bucketNameFits } from "./bucket-name-fits.ts";
import { environmentDeclared } from "./environment-declared.ts";
import { environmentNamePossible } from "./environment-name-possible.ts";
import { lakeAdministratorsKept } from "./lake-administrators-kept.ts";
import { overridesFit } from "./overrides-fit.ts";
import { pinnedFlowsExist } from "./pinned-flows-exist.ts";
import { regionKnown } from "./region-known.ts";
import { standsForExists } from "./stands-for-exists.ts";
import { tagsAllowed } from "./tags-allowed.ts";
import { zoneAgesFit } from "./zone-ages-fit.ts";

/** Every rule about platform.yaml. */
export const platformRules: readonly Rule[] = [
  acknowledgedOnce,
  arnsOfEnvironment,
  bucketNameFits,
  environmentDeclared,
  environmentNamePossible,
  lakeAdministratorsKept,
  overridesFit,
  pinnedFlowsExist,
  regionKnown,
  standsForExists,
  tagsAllowed,
  zoneAgesFit,
];
