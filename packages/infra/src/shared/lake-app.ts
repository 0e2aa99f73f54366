import { App } from "aws-cdk-lib";
import recommendedFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };

/**
 * An app that synthesizes to `outdir` without network, Docker or credentials. Every app has the same feature flags, so
 * that logical ids agree, and weak references between stacks, so that none blocks the deletion of another.
 */
export function lakeApp(outdir: string): App {
  return new App({
    outdir,
    analyticsReporting: false,
    performanceReporting: false,
    stackTraces: false,
    treeMetadata: false,
    // The built-in checker costs seconds and is run apart, as an error: see template-validation.
    builtinCloudFormationValidation: false,
    context: {
      ...recommendedFlags,
      "@aws-cdk/core:defaultCrossStackReferences": "weak",
    },
  });
}
