export type {
  Connection,
  Environment,
  Flow,
  OtherConnection,
  Platform,
  Reference,
  SalesforceAuth,
  SalesforceConnection,
  Schedule,
  Sensitivity,
  SourcePosition,
  ZoneName,
} from "./platform.ts";
export { zoneNames } from "./platform.ts";
export { formatProblem, type Problem } from "./problem.ts";
export { type ProblemCode, problemCodes } from "./problem-codes.ts";
export { type PlatformResult, type ReadOptions, readPlatform } from "./read-platform.ts";
