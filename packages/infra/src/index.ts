export { checkLimits, type LimitFinding } from "./limits/check-limits.ts";
export type { DeployedPlatform } from "./shared/deployed-platform.ts";
export { type SynthesizedApp, type SynthesizedStack, synthesize } from "./synthesize.ts";
