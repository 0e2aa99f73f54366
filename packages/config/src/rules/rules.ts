import { accessRules } from "./access/access-rules.ts";
import { acknowledgedOnce } from "./acknowledged-once.ts";
import { arnsOfEnvironment } from "./arns-of-environment.ts";
import { bucketNameFits } from "./bucket-name-fits.ts";
import { classHasObjects } from "./class-has-objects.ts";
import { clearFieldsUseful } from "./clear-fields-useful.ts";
import { connectionComplete } from "./connection-complete.ts";
import { connectionKindFits } from "./connection-kind-fits.ts";
import { connectionKindSupported } from "./connection-kind-supported.ts";
import { connectorKnown } from "./connector-known.ts";
import { databaseUnique } from "./database-unique.ts";
import { directionFits } from "./direction-fits.ts";
import { environmentDeclared } from "./environment-declared.ts";
import { environmentExists } from "./environment-exists.ts";
import { environmentNamePossible } from "./environment-name-possible.ts";
import { excludedFieldsFit } from "./excluded-fields-fit.ts";
import { firstLoadCutsFit } from "./first-load-cuts-fit.ts";
import { firstLoadInPast } from "./first-load-in-past.ts";
import { flowComplete } from "./flow-complete.ts";
import { flowNameFits } from "./flow-name-fits.ts";
import { flowNameUnique } from "./flow-name-unique.ts";
import { identifierFits } from "./identifier-fits.ts";
import { incrementsNeedSchedule } from "./increments-need-schedule.ts";
import { keysTakeEffect } from "./keys-take-effect.ts";
import { lakeAdministratorsKept } from "./lake-administrators-kept.ts";
import { neededFieldsKept } from "./needed-fields-kept.ts";
import { notCreatedDate } from "./not-created-date.ts";
import { oneObjectName } from "./one-object-name.ts";
import { oneUpsertField } from "./one-upsert-field.ts";
import { oneWayToChooseFields } from "./one-way-to-choose-fields.ts";
import { overlapParity } from "./overlap-parity.ts";
import { overrideEnvironmentExists } from "./override-environment-exists.ts";
import { overridesFit } from "./overrides-fit.ts";
import { partitionColumnFree } from "./partition-column-free.ts";
import { pinnedFlowsExist } from "./pinned-flows-exist.ts";
import { profileExists } from "./profile-exists.ts";
import { quotasKept } from "./quotas-kept.ts";
import { regionKnown } from "./region-known.ts";
import type { Rule } from "./rule.ts";
import { salesforceObjectName } from "./salesforce-object-name.ts";
import { standsForExists } from "./stands-for-exists.ts";
import { tableNotKeyword } from "./table-not-keyword.ts";
import { tableUnique } from "./table-unique.ts";
import { tagsAllowed } from "./tags-allowed.ts";
import { warehouseRules } from "./warehouse/warehouse-rules.ts";
import { zoneAgesFit } from "./zone-ages-fit.ts";

/** Every rule. Their order does not matter: problems are sorted by place. */
export const rules: readonly Rule[] = [
  acknowledgedOnce,
  arnsOfEnvironment,
  bucketNameFits,
  classHasObjects,
  clearFieldsUseful,
  connectionComplete,
  connectionKindFits,
  connectionKindSupported,
  connectorKnown,
  databaseUnique,
  directionFits,
  environmentDeclared,
  environmentExists,
  environmentNamePossible,
  excludedFieldsFit,
  firstLoadCutsFit,
  firstLoadInPast,
  flowComplete,
  flowNameFits,
  flowNameUnique,
  identifierFits,
  incrementsNeedSchedule,
  keysTakeEffect,
  lakeAdministratorsKept,
  neededFieldsKept,
  notCreatedDate,
  oneObjectName,
  oneUpsertField,
  oneWayToChooseFields,
  overlapParity,
  overrideEnvironmentExists,
  overridesFit,
  partitionColumnFree,
  pinnedFlowsExist,
  profileExists,
  quotasKept,
  regionKnown,
  salesforceObjectName,
  standsForExists,
  tableNotKeyword,
  tableUnique,
  tagsAllowed,
  zoneAgesFit,
  ...accessRules,
  ...warehouseRules,
];
