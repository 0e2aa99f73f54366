import type { EltSource } from "../../src/elt/domain/elt-input.ts";

const database = "roche_salesforce_connector_profile1";

function columnsOf(text: string): EltSource["columns"] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = "", type = "string"] = word.split(":");
      return { name, type };
    });
}

const audit = "isdeleted:boolean createddate:timestamp systemmodstamp:timestamp";

function changes(table: string, columns: string): EltSource {
  return {
    database,
    table,
    columns: columnsOf(`id ${columns} ${audit}`),
    partitionColumn: "appflow_date_str",
    incremental: true,
    orderColumn: "systemmodstamp",
    deletedColumn: "isdeleted",
  };
}

function whole(table: string, columns: string): EltSource {
  return {
    ...changes(table, columns),
    columns: columnsOf(`id ${columns} systemmodstamp:timestamp`),
    incremental: false,
    deletedColumn: undefined,
  };
}

/** The tables of the GTM example that its vault is made of, with the columns that matter. */
export const gtmSources: readonly EltSource[] = [
  changes(
    "account",
    "name type industry billingcountry billingcity rating ownership annualrevenue:double numberofemployees:int target_score__c:double is_kol_site__c:boolean",
  ),
  changes(
    "contact",
    "accountid lastname firstname title specialty__c mailingcountry email preferred_channel__c is_speaker__c:boolean",
  ),
  changes(
    "call_activity__c",
    "account__c contact__c product__c call_date__c:date channel__c duration__c:double result__c samples_left__c:boolean cost__c:double",
  ),
  changes(
    "product2",
    "name productcode family dosage_form__c list_price__c:double isactive:boolean",
  ),
  whole("territory2", "name developername region__c accountaccesslevel parentterritory2id"),
  whole(
    "formulary_entry__c",
    "account__c product__c status__c tier__c:double net_price__c:double units__c:double effective_date__c:date",
  ),
];
