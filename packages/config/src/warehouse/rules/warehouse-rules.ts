import type { Rule } from "../../sections/rule.ts";
import { bridgesConnect } from "./bridges-connect.ts";
import { freshnessFits } from "./freshness-fits.ts";
import { keysFit } from "./keys-fit.ts";
import { martKeysExist } from "./mart-keys-exist.ts";
import { maskingFunctionsHide } from "./masking-functions-hide.ts";
import { modelsInPlatform } from "./models-in-platform.ts";
import { networkFits } from "./network-fits.ts";
import { oneParent } from "./one-parent.ts";
import { projectNamesFree } from "./project-names-free.ts";
import { projectsExist } from "./projects-exist.ts";
import { redshiftFits } from "./redshift-fits.ts";
import { schemasApart } from "./schemas-apart.ts";
import { vaultColumnsExist } from "./vault-columns-exist.ts";
import { vaultNamesExist } from "./vault-names-exist.ts";
import { warehouseEnvironmentsExist } from "./warehouse-environments-exist.ts";
import { warehouseNamesFit } from "./warehouse-names-fit.ts";
import { warehouseRolesExist } from "./warehouse-roles-exist.ts";
import { warehouseTablesExist } from "./warehouse-tables-exist.ts";

/** Every rule on warehouse.yaml. */
export const warehouseRules: readonly Rule[] = [
  bridgesConnect,
  freshnessFits,
  keysFit,
  martKeysExist,
  maskingFunctionsHide,
  modelsInPlatform,
  networkFits,
  oneParent,
  projectNamesFree,
  projectsExist,
  redshiftFits,
  schemasApart,
  vaultColumnsExist,
  vaultNamesExist,
  warehouseEnvironmentsExist,
  warehouseNamesFit,
  warehouseRolesExist,
  warehouseTablesExist,
];
