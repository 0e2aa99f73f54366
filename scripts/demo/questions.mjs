// Queries that the demo runs on the lake at its end.
const crm = "roche_salesforce_connector_profile1";
const open = "public_data_connector_profile";

/** The table that the demo shows the access matrix of. */
export const accessTable = `${crm}.account`;

/** Queries that the demo runs as three roles. */
export const roleQuestion = `SELECT billingcountry, count(*) AS accounts FROM ${crm}_current.account GROUP BY ALL ORDER BY 2 DESC LIMIT 3`;

/** Asked as soon as there are rows. */
export const firstQuestion = {
  text: "That is enough to ask: where are the largest accounts?",
  sql: `SELECT name, billingcity, annualrevenue FROM ${crm}_current.account ORDER BY annualrevenue DESC NULLS LAST LIMIT 3`,
};

export const questions = [
  {
    text: "Every load is kept: the day of a row is a partition (schema _ext).",
    sql: `SELECT appflow_date_str AS load_date, count(*) AS loaded FROM ${crm}_ext.account GROUP BY ALL ORDER BY 1`,
  },
  {
    text: "The same object as it is in the CRM now: one row each, deleted ones gone (schema _current).",
    sql: `SELECT count(*) AS accounts, max(systemmodstamp) AS newest FROM ${crm}_current.account`,
  },
  {
    text: "Which products do the field force's calls cost most for?",
    sql: `SELECT p.name AS product, count(*) AS calls, round(sum(c.cost__c)) AS cost FROM ${crm}_current.call_activity__c c JOIN ${crm}_current.product2 p ON p.id = c.product__c GROUP BY ALL ORDER BY cost DESC LIMIT 5`,
  },
  {
    text: "And from the public data: at which airports did flights leave latest?",
    sql: `SELECT a.name__c AS airport, a.city__c AS city, count(*) AS flights, round(avg(f.delay__c), 1) AS minutes_late FROM ${open}_current.flights_2k__c f JOIN ${open}_current.airports__c a ON a.iata__c = f.origin__c GROUP BY ALL HAVING count(*) >= 20 ORDER BY minutes_late DESC LIMIT 5`,
  },
];
