import { CloudFormationValidatePlugin } from "aws-cdk-lib";
import type { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import type { MadeApp } from "../make-assemblies.ts";
import { logicalPath } from "../shared/logical-path.ts";
import type { Finding } from "./finding.ts";

/**
 * Findings of CloudFormation's own validation, which comes with aws-cdk-lib and needs no account, in every template;
 * warnings count as well. Its engine takes seconds to start: once for all apps.
 */
export function templateFindings(apps: readonly MadeApp[]): Finding[] {
  const engine = new CloudFormationValidatePlugin();
  return apps.flatMap(({ name, app, assembly }) => {
    const stacks = new Map(assembly.stacks.map((stack) => [stack.templateFullPath, stack]));
    const stackTemplates = assembly.stacks.map((stack) => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: stack.templateFullPath,
      accountId: stack.environment.account,
      region: stack.environment.region,
    }));
    const templatePaths = [...stacks.keys()];
    const report = engine.validate({ appConstruct: app, stackTemplates, templatePaths });
    return report.violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ templatePath = "", resourceLogicalId, constructPath = "" }) => ({
        checker: "templates" as const,
        rule: ruleName,
        on:
          pathOf(name, stacks.get(templatePath), resourceLogicalId) ??
          logicalPath(name, constructPath),
        message: description,
      })),
    );
  });
}

/** Logical path of a resource of a template, by its logical id. */
export function pathOf(
  app: string,
  stack: CloudFormationStackArtifact | undefined,
  logicalId: string | undefined,
): string | undefined {
  const ids = stack?.findMetadataByType("aws:cdk:logicalId") ?? [];
  const entry = ids.find(({ data }) => data === logicalId);
  return entry && logicalPath(app, entry.path);
}
