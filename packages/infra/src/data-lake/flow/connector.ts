import type { CfnFlow } from "aws-cdk-lib/aws-appflow";

type ConnectorKey = keyof CfnFlow.ConnectorOperatorProperty;

/** How AppFlow spells a connector. Its type and the key of its properties and operators differ in case. */
export interface Connector {
  /** `ConnectorType` */
  readonly type: string;
  /** Key in `SourceConnectorProperties` and in `ConnectorOperator`. */
  readonly key: ConnectorKey;
  /** Property that names the object to read. */
  readonly object: "object" | "objectPath" | "entityName";
  /** Operators of tasks; these two have none for mapping, so the operator is left out. */
  readonly operators: "all" | "PROJECTION" | "none";
}

const connector = (type: string, key: ConnectorKey, rest: Partial<Connector> = {}): Connector => ({
  type,
  key,
  object: "object",
  operators: "all",
  ...rest,
});

/** By the name that a flow's `source` has (AppFlow API: ConnectorType, ConnectorOperator, SourceConnectorProperties). */
const connectors: Readonly<Record<string, Connector>> = {
  amplitude: connector("Amplitude", "amplitude", { operators: "none" }),
  customconnector: connector("CustomConnector", "customConnector", { object: "entityName" }),
  datadog: connector("Datadog", "datadog"),
  dynatrace: connector("Dynatrace", "dynatrace"),
  googleanalytics: connector("Googleanalytics", "googleAnalytics", { operators: "PROJECTION" }),
  infornexus: connector("Infornexus", "inforNexus"),
  marketo: connector("Marketo", "marketo"),
  pardot: connector("Pardot", "pardot"),
  s3: connector("S3", "s3"),
  salesforce: connector("Salesforce", "salesforce"),
  sapodata: connector("SAPOData", "sapoData", { object: "objectPath" }),
  servicenow: connector("Servicenow", "serviceNow"),
  singular: connector("Singular", "singular"),
  slack: connector("Slack", "slack"),
  trendmicro: connector("Trendmicro", "trendmicro"),
  veeva: connector("Veeva", "veeva"),
  zendesk: connector("Zendesk", "zendesk"),
};

/** The connector that a flow reads from or writes to. */
export function connectorOf(name: string): Connector {
  const found = Object.hasOwn(connectors, name) ? connectors[name] : undefined;
  if (!found) throw new Error(`no AppFlow connector is called "${name}"`);
  return found;
}
