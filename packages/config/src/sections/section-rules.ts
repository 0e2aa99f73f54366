import { accessRules } from "../access/rules/access-rules.ts";
import { classHasObjects } from "../appflow/rules/class-has-objects.ts";
import { clearFieldsUseful } from "../appflow/rules/clear-fields-useful.ts";
import { connectionKindFits } from "../appflow/rules/connection-kind-fits.ts";
import { connectorKnown } from "../appflow/rules/connector-known.ts";
import { directionFits } from "../appflow/rules/direction-fits.ts";
import { environmentExists } from "../appflow/rules/environment-exists.ts";
import { excludedFieldsFit } from "../appflow/rules/excluded-fields-fit.ts";
import { firstLoadCutsFit } from "../appflow/rules/first-load-cuts-fit.ts";
import { firstLoadInPast } from "../appflow/rules/first-load-in-past.ts";
import { flowComplete } from "../appflow/rules/flow-complete.ts";
import { flowNameFits } from "../appflow/rules/flow-name-fits.ts";
import { flowNameUnique } from "../appflow/rules/flow-name-unique.ts";
import { identifierFits } from "../appflow/rules/identifier-fits.ts";
import { incrementsNeedSchedule } from "../appflow/rules/increments-need-schedule.ts";
import { keysTakeEffect } from "../appflow/rules/keys-take-effect.ts";
import { neededFieldsKept } from "../appflow/rules/needed-fields-kept.ts";
import { notCreatedDate } from "../appflow/rules/not-created-date.ts";
import { oneObjectName } from "../appflow/rules/one-object-name.ts";
import { oneUpsertField } from "../appflow/rules/one-upsert-field.ts";
import { oneWayToChooseFields } from "../appflow/rules/one-way-to-choose-fields.ts";
import { overlapParity } from "../appflow/rules/overlap-parity.ts";
import { partitionColumnFree } from "../appflow/rules/partition-column-free.ts";
import { profileExists } from "../appflow/rules/profile-exists.ts";
import { salesforceObjectName } from "../appflow/rules/salesforce-object-name.ts";
import { tableNotKeyword } from "../appflow/rules/table-not-keyword.ts";
import { tableUnique } from "../appflow/rules/table-unique.ts";
import { connectionComplete } from "../connections/rules/connection-complete.ts";
import { connectionKindSupported } from "../connections/rules/connection-kind-supported.ts";
import { databaseUnique } from "../connections/rules/database-unique.ts";
import { overrideEnvironmentExists } from "../connections/rules/override-environment-exists.ts";
import { acknowledgedOnce } from "../platform/rules/acknowledged-once.ts";
import { arnsOfEnvironment } from "../platform/rules/arns-of-environment.ts";
import { bucketNameFits } from "../platform/rules/bucket-name-fits.ts";
import { environmentDeclared } from "../platform/rules/environment-declared.ts";
import { environmentNamePossible } from "../platform/rules/environment-name-possible.ts";
import { lakeAdministratorsKept } from "../platform/rules/lake-administrators-kept.ts";
import { overridesFit } from "../platform/rules/overrides-fit.ts";
import { pinnedFlowsExist } from "../platform/rules/pinned-flows-exist.ts";
import { quotasKept } from "../platform/rules/quotas-kept.ts";
import { regionKnown } from "../platform/rules/region-known.ts";
import { standsForExists } from "../platform/rules/stands-for-exists.ts";
import { tagsAllowed } from "../platform/rules/tags-allowed.ts";
import { zoneAgesFit } from "../platform/rules/zone-ages-fit.ts";
import type { Rule } from "../rules/rule.ts";
import { warehouseRules } from "../warehouse/rules/warehouse-rules.ts";

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
