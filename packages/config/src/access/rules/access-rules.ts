import type { Rule } from "../../sections/rule.ts";
import { accessEnvironmentsExist } from "./access-environments-exist.ts";
import { accessNamesUnique } from "./access-names-unique.ts";
import { accessReadable } from "./access-readable.ts";
import { administratorsApart } from "./administrators-apart.ts";
import { bypassNamed } from "./bypass-named.ts";
import { closedTablesStayClosed } from "./closed-tables-stay-closed.ts";
import { columnNamesFree } from "./column-names-free.ts";
import { columnsExist } from "./columns-exist.ts";
import { domainsApart } from "./domains-apart.ts";
import { exceptionsHold } from "./exceptions-hold.ts";
import { filterCountKept } from "./filter-count-kept.ts";
import { filtersExist } from "./filters-exist.ts";
import { grantOptionFits } from "./grant-option-fits.ts";
import { groupsFit } from "./groups-fit.ts";
import { guardedColumnsListed } from "./guarded-columns-listed.ts";
import { iamRolesApart } from "./iam-roles-apart.ts";
import { locationsInZones } from "./locations-in-zones.ts";
import { martColumnsExist } from "./mart-columns-exist.ts";
import { masksApart } from "./masks-apart.ts";
import { nullCheckPossible } from "./null-check-possible.ts";
import { oneValuePerKey } from "./one-value-per-key.ts";
import { oneWayToSelect } from "./one-way-to-select.ts";
import { partitionColumnOpen } from "./partition-column-open.ts";
import { permissionsFit } from "./permissions-fit.ts";
import { personalTablesRuled } from "./personal-tables-ruled.ts";
import { roleNamesFree } from "./role-names-free.ts";
import { rolesExist } from "./roles-exist.ts";
import { rolesUsed } from "./roles-used.ts";
import { sensitivityAgrees } from "./sensitivity-agrees.ts";
import { tablesExist } from "./tables-exist.ts";
import { tagExpressionsFit } from "./tag-expressions-fit.ts";
import { tagLimitsKept } from "./tag-limits-kept.ts";
import { tagsExist } from "./tags-exist.ts";
import { testsConsistent } from "./tests-consistent.ts";
import { unclassifiedClosed } from "./unclassified-closed.ts";
import { warehouseGrantsSelect } from "./warehouse-grants-select.ts";

/** Every rule about access.yaml. */
export const accessRules: readonly Rule[] = [
  accessEnvironmentsExist,
  accessNamesUnique,
  accessReadable,
  administratorsApart,
  bypassNamed,
  closedTablesStayClosed,
  columnNamesFree,
  columnsExist,
  domainsApart,
  exceptionsHold,
  filterCountKept,
  filtersExist,
  grantOptionFits,
  groupsFit,
  guardedColumnsListed,
  iamRolesApart,
  locationsInZones,
  martColumnsExist,
  masksApart,
  nullCheckPossible,
  oneValuePerKey,
  oneWayToSelect,
  partitionColumnOpen,
  permissionsFit,
  personalTablesRuled,
  roleNamesFree,
  rolesExist,
  rolesUsed,
  sensitivityAgrees,
  tablesExist,
  tagExpressionsFit,
  tagLimitsKept,
  tagsExist,
  testsConsistent,
  unclassifiedClosed,
  warehouseGrantsSelect,
];
