import type { TableName } from "../names/table-id.ts";

export function stagingModel({ database, table }: TableName): string {
  return `stg_${database}__${table}`;
}

/** Model of `<database>_current.<table>`; its table has the source's name. */
export function currentModel({ database, table }: TableName): string {
  return `current_${database}__${table}`;
}

export const hubModel = (name: string) => `hub_${name}`;
export const linkModel = (name: string) => `link_${name}`;
export const satelliteModel = (name: string) => `sat_${name}`;
export const historyModel = (name: string) => `sat_${name}_history`;
export const latestModel = (name: string) => `sat_${name}_latest`;
export const effectivityModel = (name: string) => `eff_${name}`;
export const pointInTimeModel = (name: string) => `pit_${name}`;
export const bridgeModel = (name: string) => `bridge_${name}`;
