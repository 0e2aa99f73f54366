export type { DeployedPlatform } from "./shared/deployed-platform.ts";
export { type SynthesizedApp, type SynthesizedStack, synthesize } from "./synthesize.ts";
