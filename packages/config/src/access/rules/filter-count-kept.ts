import { awsQuotas, quotaUsage } from "../../aws-quotas.ts";
import { groupBy } from "../../group-by.ts";
import { tableId } from "../../names/table-id.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { isWarehouseSchema } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";

const maxFilters = awsQuotas.lakeFormation.filters;

/** A role has at most 100 filters on a table of the lake; with a warning from 80 on. */
export const filterCountKept = aboutAccess(({ grants, filters, catalogs }, report) => {
  for (const catalog of catalogs) {
    const granted = grants.flatMap((grant) => {
      const { resource, to, place } = grant;
      const filter = resource.kind === "filter" ? filters.get(resource.filter) : undefined;
      if (filter === undefined || !appliesIn(grant, catalog)) return [];
      if (isWarehouseSchema(catalogs, filter.database)) return [];
      return [{ to, table: tableId(filter), place }];
    });
    for (const list of groupBy(granted, ({ to, table }) => `${to} ${table}`).values()) {
      const near = quotaUsage(list.length, maxFilters);
      const last = near === "over" ? list[maxFilters] : list.at(-1);
      if (near === undefined || last === undefined) continue;
      const { to, table, place } = last;
      const message = `${to} has ${list.length} filters on ${table}, Lake Formation allows ${maxFilters}`;
      const code = near === "over" ? "LW1621" : "LW1647";
      report({ code, place, message, hint: "join filters with OR, or use LF-tags" });
    }
  }
});
