import type { Rule } from "../../sections/rule.ts";
import { classHasObjects } from "./class-has-objects.ts";
import { clearFieldsUseful } from "./clear-fields-useful.ts";
import { connectionKindFits } from "./connection-kind-fits.ts";
import { connectorKnown } from "./connector-known.ts";
import { directionFits } from "./direction-fits.ts";
import { environmentExists } from "./environment-exists.ts";
import { excludedFieldsFit } from "./excluded-fields-fit.ts";
import { fieldsKnown } from "./fields-known.ts";
import { firstLoadCutsFit } from "./first-load-cuts-fit.ts";
import { firstLoadInPast } from "./first-load-in-past.ts";
import { flowComplete } from "./flow-complete.ts";
import { flowNameFits } from "./flow-name-fits.ts";
import { flowNameUnique } from "./flow-name-unique.ts";
import { identifierFits } from "./identifier-fits.ts";
import { incrementsNeedSchedule } from "./increments-need-schedule.ts";
import { keysTakeEffect } from "./keys-take-effect.ts";
import { neededFieldsKept } from "./needed-fields-kept.ts";
import { notCreatedDate } from "./not-created-date.ts";
import { oneObjectName } from "./one-object-name.ts";
import { oneUpsertField } from "./one-upsert-field.ts";
import { oneWayToChooseFields } from "./one-way-to-choose-fields.ts";
import { partitionColumnFree } from "./partition-column-free.ts";
import { profileExists } from "./profile-exists.ts";
import { quotasKept } from "./quotas-kept.ts";
import { refreshInOneRun } from "./refresh-in-one-run.ts";
import { salesforceObjectName } from "./salesforce-object-name.ts";
import { tableNotKeyword } from "./table-not-keyword.ts";
import { tableUnique } from "./table-unique.ts";

/** Every rule about appflow.yaml. */
export const appflowRules: readonly Rule[] = [
  classHasObjects,
  clearFieldsUseful,
  connectionKindFits,
  connectorKnown,
  directionFits,
  environmentExists,
  excludedFieldsFit,
  fieldsKnown,
  firstLoadCutsFit,
  firstLoadInPast,
  flowComplete,
  flowNameFits,
  flowNameUnique,
  identifierFits,
  incrementsNeedSchedule,
  keysTakeEffect,
  neededFieldsKept,
  notCreatedDate,
  oneObjectName,
  oneUpsertField,
  oneWayToChooseFields,
  partitionColumnFree,
  profileExists,
  quotasKept,
  refreshInOneRun,
  salesforceObjectName,
  tableNotKeyword,
  tableUnique,
];
