export type { Finding } from "./checks/finding.ts";
export { checkLimits, type LimitFinding } from "./limits/check-limits.ts";
export { appNames } from "./make-assemblies.ts";
export type { DeployedPlatform } from "./shared/deployed-platform.ts";
export { type Synthesis, type SynthesisOptions, synthesize } from "./synthesize.ts";
export type { SynthesizedApp, SynthesizedStack } from "./synthesized-app.ts";
