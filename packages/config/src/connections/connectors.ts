/** AppFlow's connector types in lower case: those that can be the source of a flow. */
export const sourceConnectors = [
  "salesforce",
  "s3",
  "amplitude",
  "customconnector",
  "datadog",
  "dynatrace",
  "googleanalytics",
  "infornexus",
  "marketo",
  "pardot",
  "sapodata",
  "servicenow",
  "singular",
  "slack",
  "trendmicro",
  "veeva",
  "zendesk",
] as const;

/** Connectors that a flow of this platform may write to. */
export const destinationConnectors = ["s3", "salesforce"] as const;

/** Connectors of AppFlow, besides Salesforce, that need a connector profile. */
export const otherConnectors = sourceConnectors.filter(
  (connector) => connector !== "salesforce" && connector !== "s3",
);

/** Kinds of connections that later versions will read. */
export const laterKinds = ["postgres", "mysql", "oracle", "http_api"] as const;
