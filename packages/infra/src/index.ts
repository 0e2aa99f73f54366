export type { Finding } from "./checks/finding.ts";
export { checkLimits, type LimitFinding } from "./limits/check-limits.ts";
export type { DeployedPlatform } from "./shared/deployed-platform.ts";
export {
  type Synthesis,
  type SynthesisOptions,
  type SynthesizedApp,
  type SynthesizedStack,
  synthesize,
} from "./synthesize.ts";
