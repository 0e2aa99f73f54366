/**
 * Every code a problem of the platform folder can have. A code keeps its meaning for ever: a rule that
 * goes leaves its number behind, a new rule takes a new one. 10xx files and YAML, 11xx keys and values,
 * 12xx platform.yaml, 13xx connections.yaml, 14xx appflow.yaml, 15xx names, 16xx quotas.
 */
export const problemCodes = {
  LW1001: { severity: "error", meaning: "the platform folder does not exist or is no folder" },
  LW1002: { severity: "error", meaning: "platform.yaml is missing" },
  LW1003: { severity: "error", meaning: "a file cannot be read" },
  LW1004: { severity: "error", meaning: "a file or a text in it is larger than is read" },
  LW1005: { severity: "error", meaning: "a file is not UTF-8 text" },
  LW1006: { severity: "error", meaning: "a file is not valid YAML" },
  LW1007: { severity: "error", meaning: "a key stands twice in one map" },
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

  LW1101: { severity: "error", meaning: "a key is unknown" },
  LW1102: { severity: "error", meaning: "a required key is missing" },
  LW1103: { severity: "error", meaning: "a value has the wrong type or form" },
  LW1104: { severity: "error", meaning: "a key has no value" },
  LW1105: {
    severity: "error",
    meaning: "an interpolation stands where none is allowed, or is malformed",
  },

  LW1201: { severity: "error", meaning: "a derived bucket name is longer than S3 allows" },
  LW1202: { severity: "error", meaning: "`stands_for` names an unknown environment" },
  LW1203: { severity: "error", meaning: "no environment is declared besides local" },
  LW1204: { severity: "warning", meaning: "a region is not one that AWS is known to have" },
  LW1205: { severity: "error", meaning: "tags break the rules of AWS" },
  LW1206: { severity: "error", meaning: "an environment's name is not possible" },

  LW1301: { severity: "error", meaning: "text stands where a secret must be a reference" },
  LW1302: { severity: "error", meaning: "an instance URL is malformed or not https" },
  LW1303: { severity: "error", meaning: "a connection lacks a key that an environment needs" },
  LW1304: { severity: "error", meaning: "an override names an unknown environment" },
  LW1305: {
    severity: "warning",
    meaning: "a kind of connection is not supported yet and was not read",
  },
  LW1306: { severity: "error", meaning: "an authentication key does not belong to the grant" },

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
  LW1415: { severity: "warning", meaning: "AppFlow knows an overlap only as a schedule offset" },
  LW1416: {
    severity: "error",
    meaning: "the list of excluded fields is longer than AppFlow allows",
  },
  LW1417: { severity: "error", meaning: "a field is excluded that the flow itself needs" },
  LW1418: { severity: "error", meaning: "a partition column is no legal column or hides a field" },
  LW1419: { severity: "error", meaning: "a key prefix is not one that S3 and folders both allow" },
  LW1420: { severity: "error", meaning: "a description holds characters that AppFlow refuses" },
  LW1421: { severity: "warning", meaning: "an on-demand flow reads everything on AppFlow" },
  LW1422: { severity: "warning", meaning: "a flow class has no objects" },
  LW1423: { severity: "warning", meaning: "a list of fields contradicts another setting" },

  LW1501: { severity: "error", meaning: "two flows are the same object over the same connection" },
  LW1502: { severity: "error", meaning: "two flows get the same name" },
  LW1503: { severity: "error", meaning: "a flow name is too long" },
  LW1504: { severity: "error", meaning: "two connections get the same database or schema" },
  LW1505: { severity: "error", meaning: "two objects get the same table" },
  LW1506: { severity: "error", meaning: "a database or table name is too long" },
  LW1507: { severity: "warning", meaning: "a table name is an SQL keyword and must be quoted" },

  LW1601: { severity: "error", meaning: "an account would hold more flows than AppFlow allows" },
  LW1602: { severity: "warning", meaning: "an account comes near AppFlow's quota of flows" },
  LW1603: {
    severity: "warning",
    meaning: "an account comes near AppFlow's quota of connector profiles",
  },
} as const satisfies Record<string, { severity: "error" | "warning"; meaning: string }>;

export type ProblemCode = keyof typeof problemCodes;
