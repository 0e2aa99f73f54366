export type { Fault, FaultKind, FaultSpec } from "./faults/fault.ts";
export type { Faults } from "./faults/faults.ts";
export { createOrg } from "./org/create-org.ts";
export type { DayReport, FieldMetadata, ObjectMetadata, Org, OrgOptions } from "./org/org.ts";
export type { Sandbox, SandboxOptions } from "./sandbox.ts";
export { startSandbox } from "./start-sandbox.ts";
