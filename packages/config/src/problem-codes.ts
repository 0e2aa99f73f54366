interface ProblemKind {
  readonly severity: "error" | "warning";
  readonly meaning: string;
}

/** Files and YAML. */
const fileProblems = {
  LW1001: { severity: "error", meaning: "the platform folder does not exist or is not a folder" },
  LW1002: { severity: "error", meaning: "platform.yaml is missing" },
  LW1003: { severity: "error", meaning: "a file cannot be read" },
  LW1004: { severity: "error", meaning: "a file or a text in it is larger than is read" },
  LW1005: { severity: "error", meaning: "a file is not UTF-8 text" },
  LW1006: { severity: "error", meaning: "a file is not valid YAML" },
  LW1007: { severity: "error", meaning: "a map has a duplicate key" },
  LW1008: { severity: "error", meaning: "a file holds several YAML documents" },
  LW1009: { severity: "error", meaning: "an alias is unknown, circular or expands to too much" },
  LW1010: { severity: "error", meaning: "merge keys are not supported" },
  LW1011: { severity: "error", meaning: "a file is nested too deeply" },
  LW1012: {
    severity: "error",
    meaning: "a key is not plain text, or is a name that is never allowed",
  },
  LW1013: { severity: "error", meaning: "YAML tags are not supported" },
  LW1014: { severity: "error", meaning: "platform.yaml is empty" },
  LW1015: { severity: "warning", meaning: "a file is empty" },
  LW1016: { severity: "warning", meaning: "a file is not supported yet and was not read" },
  LW1017: { severity: "warning", meaning: "a YAML file of an unknown name was not read" },
  LW1018: {
    severity: "error",
    meaning: "a link leads in a circle or to a file that is read already",
  },
  LW1019: { severity: "error", meaning: "two files of a section declare the same entry" },
  LW1020: { severity: "error", meaning: "there are more problems than are listed" },
} as const satisfies Record<string, ProblemKind>;

/** Keys and values of any section. */
const valueProblems = {
  LW1101: { severity: "error", meaning: "a key is unknown" },
  LW1102: { severity: "error", meaning: "a required key is missing" },
  LW1103: { severity: "error", meaning: "a value has the wrong type or form" },
  LW1104: { severity: "error", meaning: "a key has no value" },
  LW1105: {
    severity: "error",
    meaning: "an interpolation is malformed or not allowed there",
  },
} as const satisfies Record<string, ProblemKind>;

/** platform.yaml. */
const platformProblems = {
  LW1201: { severity: "error", meaning: "a derived bucket name is longer than S3 allows" },
  LW1202: { severity: "error", meaning: "`stands_for` names an unknown environment" },
  LW1203: { severity: "error", meaning: "no environment is declared besides local" },
  LW1204: { severity: "warning", meaning: "a region is not one that AWS is known to have" },
  LW1205: { severity: "error", meaning: "tags break the rules of AWS" },
  LW1206: { severity: "error", meaning: "an environment's name is not possible" },
  LW1251: { severity: "error", meaning: "the age at which a zone's objects go is malformed" },
  LW1252: { severity: "error", meaning: "an ARN is malformed or names another kind of thing" },
  LW1253: {
    severity: "error",
    meaning: "an ARN is of another account, region or partition than the environment",
  },
  LW1254: {
    severity: "error",
    meaning: "a zone's objects would be archived too early, or only after they are deleted",
  },
  LW1255: { severity: "error", meaning: "a flow is pinned that does not exist" },
  LW1256: { severity: "error", meaning: "an override names no app or no property" },
  LW1257: { severity: "error", meaning: "a finding is acknowledged twice" },
} as const satisfies Record<string, ProblemKind>;

/** connections.yaml. */
const connectionProblems = {
  LW1301: { severity: "error", meaning: "text is given where a secret must be a reference" },
  LW1302: { severity: "error", meaning: "an instance URL is malformed or not https" },
  LW1303: { severity: "error", meaning: "a connection lacks a key that an environment needs" },
  LW1304: { severity: "error", meaning: "an override names an unknown environment" },
  LW1305: {
    severity: "warning",
    meaning: "a kind of connection is not supported yet and was not read",
  },
  LW1306: { severity: "error", meaning: "an authentication key does not belong to the grant" },
  LW1307: { severity: "error", meaning: "two secrets are the same variable on one machine" },
} as const satisfies Record<string, ProblemKind>;

/** appflow.yaml. */
const appflowProblems = {
  LW1401: { severity: "error", meaning: "a flow names a connection that does not exist" },
  LW1402: { severity: "error", meaning: "a flow lacks a key it needs" },
  LW1403: { severity: "error", meaning: "a connector is unknown" },
  LW1404: { severity: "error", meaning: "a flow's source and destination do not fit together" },
  LW1405: { severity: "error", meaning: "a connection is of another kind than the flow needs" },
  LW1406: { severity: "error", meaning: "a flow names an unknown environment" },
  LW1407: { severity: "error", meaning: "an object has both `name` and `object_name`" },
  LW1408: { severity: "error", meaning: "a schedule is malformed or faster than AppFlow allows" },
  LW1409: { severity: "error", meaning: "an object or field name cannot exist at the connector" },
  LW1410: { severity: "error", meaning: "an upsert needs exactly one field" },
  LW1411: { severity: "warning", meaning: "a key has no effect in this direction" },
  LW1412: { severity: "warning", meaning: "ordering changes by CreatedDate misses updates" },
  LW1413: { severity: "error", meaning: "the first load would begin in the future" },
  LW1414: {
    severity: "error",
    meaning: "an overlap is malformed or longer than AppFlow's offset allows",
  },
  LW1416: {
    severity: "error",
    meaning: "the list of excluded fields is longer than AppFlow allows",
  },
  LW1417: { severity: "error", meaning: "a field is excluded that the flow itself needs" },
  LW1418: {
    severity: "error",
    meaning: "a partition column is not a legal column or hides a field",
  },
  LW1419: { severity: "error", meaning: "a key prefix is not one that S3 and folders both allow" },
  LW1420: { severity: "error", meaning: "a description holds characters that AppFlow refuses" },
  LW1421: { severity: "warning", meaning: "an on-demand flow reads everything on AppFlow" },
  LW1422: { severity: "warning", meaning: "a flow class has no objects" },
  LW1423: { severity: "warning", meaning: "a list of fields contradicts another setting" },
  LW1424: { severity: "error", meaning: "an object has both `fields` and `exclude_fields`" },
  LW1425: { severity: "error", meaning: "the list of fields lacks one that the flow itself needs" },
  LW1426: {
    severity: "error",
    meaning: "a first load is cut that cannot be, or not at these days",
  },
  LW1427: { severity: "warning", meaning: "a flow names a field that it has not loaded" },
  LW1428: { severity: "warning", meaning: "a refresh on AWS may be more than one run reads" },
} as const satisfies Record<string, ProblemKind>;

/** Names that are derived: of flows, databases and tables. */
const nameProblems = {
  LW1501: { severity: "error", meaning: "two flows are the same object over the same connection" },
  LW1502: { severity: "error", meaning: "two flows get the same name" },
  LW1503: { severity: "error", meaning: "a flow name is too long" },
  LW1504: { severity: "error", meaning: "two connections get the same database or schema" },
  LW1505: { severity: "error", meaning: "two objects get the same table" },
  LW1506: { severity: "error", meaning: "a database or table name is too long" },
  LW1507: { severity: "warning", meaning: "a table name is an SQL keyword and must be quoted" },
} as const satisfies Record<string, ProblemKind>;

/** Quotas of an account. */
const quotaProblems = {
  LW1601: { severity: "error", meaning: "an account would hold more flows than AppFlow allows" },
  LW1602: { severity: "warning", meaning: "an account comes near AppFlow's quota of flows" },
  LW1603: {
    severity: "warning",
    meaning: "an account comes near AppFlow's quota of connector profiles",
  },
  LW1604: {
    severity: "warning",
    meaning: "an environment comes near Lake Formation's limit of administrators",
  },
  LW1605: {
    severity: "error",
    meaning: "an environment has more administrators than Lake Formation allows",
  },
  LW1606: { severity: "warning", meaning: "an account comes near EventBridge's quota of rules" },
  LW1607: {
    severity: "error",
    meaning: "an account would hold more rules than EventBridge allows",
  },
} as const satisfies Record<string, ProblemKind>;

/** access.yaml. */
const accessProblems = {
  LW1611: { severity: "error", meaning: "access names a role that does not exist" },
  LW1612: {
    severity: "error",
    meaning: "access names a table or database that neither a flow nor warehouse.yaml makes",
  },
  LW1613: { severity: "error", meaning: "a grant names a filter that does not exist" },
  LW1614: { severity: "error", meaning: "an LF-tag key or value does not exist" },
  LW1615: {
    severity: "error",
    meaning: "a permission does not exist or not for this kind of resource",
  },
  LW1616: { severity: "error", meaning: "keys of an entry of access.yaml do not go together" },
  LW1617: { severity: "error", meaning: "a row expression is not one that Lake Formation takes" },
  LW1618: { severity: "error", meaning: "a column list or filter goes with SELECT only" },
  LW1619: {
    severity: "error",
    meaning: "a role has SELECT on a part of a table beside other permissions on it",
  },
  LW1620: { severity: "error", meaning: "a grant option goes with a list of open columns only" },
  LW1621: {
    severity: "error",
    meaning: "a role has more filters on a table than Lake Formation allows",
  },
  LW1622: { severity: "error", meaning: "LF-tags break the limits of Lake Formation" },
  LW1623: { severity: "error", meaning: "a tag of a resource is assigned twice" },
  LW1624: { severity: "error", meaning: "a tag expression breaks the limits of Lake Formation" },
  LW1625: { severity: "error", meaning: "a filter asks for NULL in a partition column" },
  LW1626: {
    severity: "error",
    meaning: "a partition column is tagged personal or unclassified, which cannot be closed",
  },
  LW1627: {
    severity: "error",
    meaning: "a column name is reserved, so that rows cannot be filtered by it",
  },
  LW1628: {
    severity: "warning",
    meaning: "a grant to `iam_allowed_principals` switches Lake Formation off for what it names",
  },
  LW1629: {
    severity: "error",
    meaning:
      "a grant opens all columns, or all but some, of a table with personal or unclassified data",
  },
  LW1630: {
    severity: "error",
    meaning: "a role that is not a steward is granted unclassified columns",
  },
  LW1631: { severity: "error", meaning: "a flow with `pii: 1` has no rule that says who sees it" },
  LW1632: { severity: "error", meaning: "an exception has expired" },
  LW1633: { severity: "error", meaning: "groups contain each other, or a role is used as a group" },
  LW1634: { severity: "warning", meaning: "a role has no grants, or a group no members" },
  LW1635: { severity: "error", meaning: "two domains own the same database, table or tag" },
  LW1636: { severity: "error", meaning: "access.yaml has a duplicate name" },
  LW1637: { severity: "error", meaning: "a data location lies in no zone" },
  LW1638: { severity: "error", meaning: "access names an unknown environment" },
  LW1639: {
    severity: "error",
    meaning: "an assignment of `sensitivity` contradicts what it follows from",
  },
  LW1640: {
    severity: "error",
    meaning: "a grant to `nobody` is incomplete or contradicts another grant",
  },
  LW1641: { severity: "error", meaning: "two roles are the same IAM role" },
  LW1642: { severity: "error", meaning: "a role has a name that is reserved" },
  LW1643: { severity: "error", meaning: "a column is masked twice for the same role" },
  LW1644: { severity: "error", meaning: "an access test contradicts itself" },
  LW1645: { severity: "error", meaning: "an exception is for something that cannot be accepted" },
  LW1646: {
    severity: "warning",
    meaning: "two environments would replace each other's list of Lake Formation administrators",
  },
  LW1647: { severity: "warning", meaning: "access comes near a limit of Lake Formation" },
  LW1650: { severity: "error", meaning: "access names a column that a mart's contract lacks" },
  LW1651: {
    severity: "error",
    meaning: "a grant in the warehouse gives something else than SELECT to a role",
  },
  LW1652: { severity: "error", meaning: "access names a column that a loaded table does not have" },
  LW1653: {
    severity: "warning",
    meaning: "access names columns of tables that are not loaded yet, which cannot be checked",
  },
  LW1654: {
    severity: "warning",
    meaning: "access names a column that only another environment can have",
  },
  LW1655: {
    severity: "warning",
    meaning:
      "a row filter compares a column of a loaded table in a way that selects nothing or fails",
  },
} as const satisfies Record<string, ProblemKind>;

/** warehouse.yaml. */
const warehouseProblems = {
  LW1701: {
    severity: "error",
    meaning: "the warehouse names a table or database that no flow makes",
  },
  LW1702: {
    severity: "error",
    meaning: "the vault names a hub, link or satellite that does not exist",
  },
  LW1703: { severity: "error", meaning: "settings of Redshift do not go together" },
  LW1704: {
    severity: "error",
    meaning: "a vault or mart belongs to no ELT project, or to an unknown one",
  },
  LW1705: { severity: "error", meaning: "the warehouse names a role that does not exist" },
  LW1706: { severity: "error", meaning: "two tables of the warehouse get the same name" },
  LW1707: { severity: "error", meaning: "keys of a hub, link or satellite do not fit together" },
  LW1708: { severity: "error", meaning: "a name of the warehouse is an SQL keyword or too long" },
  LW1709: { severity: "error", meaning: "the key of a mart's table names an unknown column" },
  LW1710: { severity: "error", meaning: "a schema of the warehouse is written by two" },
  LW1711: { severity: "error", meaning: "links of a bridge share no hub" },
  LW1712: {
    severity: "error",
    meaning: "the folder of a project's models lies outside of the platform",
  },
  LW1713: { severity: "error", meaning: "the warehouse lacks the subnets that its kind needs" },
  LW1714: { severity: "error", meaning: "the warehouse would be open to every address" },
  LW1723: {
    severity: "error",
    meaning: "an ELT project has the name of something else that the same command runs",
  },
  LW1724: { severity: "error", meaning: "the limits of freshness contradict each other" },
  LW1725: {
    severity: "error",
    meaning: "the vault names a column that a loaded table does not have",
  },
  LW1720: { severity: "error", meaning: "a function is approved as masking that hides nothing" },
} as const satisfies Record<string, ProblemKind>;

/** Found only when templates are made. */
const synthesisProblems = {
  LW1801: { severity: "error", meaning: "an acknowledgement matches no finding" },
  LW1802: {
    severity: "error",
    meaning: "an acknowledgement is of a finding nobody can answer for",
  },
  LW1803: { severity: "error", meaning: "an override names a construct that does not exist" },
  LW1804: { severity: "error", meaning: "an override names a construct that is not a resource" },
  LW1805: {
    severity: "error",
    meaning: "what a role may reach is acknowledged for more than a role",
  },
  LW1806: { severity: "error", meaning: "an override would take back what the product promises" },
  LW1807: {
    severity: "error",
    meaning: "a region lies in a partition that is not deployed to yet",
  },
  LW1808: { severity: "error", meaning: "a warehouse is deployed without a VPC" },
} as const satisfies Record<string, ProblemKind>;

/** Every code by the part of the configuration it is about; `codeBands` has a band for each part. */
export const problemCodesByPart = {
  files: fileProblems,
  values: valueProblems,
  platform: platformProblems,
  connections: connectionProblems,
  appflow: appflowProblems,
  names: nameProblems,
  quotas: quotaProblems,
  access: accessProblems,
  warehouse: warehouseProblems,
  synthesis: synthesisProblems,
} as const;

/**
 * Every code that a problem of the platform folder can have. A code never changes its meaning: a rule that
 * is removed leaves its number unused, a new rule takes a new one from the band of its section.
 */
export const problemCodes = {
  ...problemCodesByPart.files,
  ...problemCodesByPart.values,
  ...problemCodesByPart.platform,
  ...problemCodesByPart.connections,
  ...problemCodesByPart.appflow,
  ...problemCodesByPart.names,
  ...problemCodesByPart.quotas,
  ...problemCodesByPart.access,
  ...problemCodesByPart.warehouse,
  ...problemCodesByPart.synthesis,
} as const;

export type ProblemCode = keyof typeof problemCodes;
