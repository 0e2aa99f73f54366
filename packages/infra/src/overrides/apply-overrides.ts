import { newProblem, type Problem, type PropertyOverride } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { type App, CfnResource } from "aws-cdk-lib";
import { liesWithin, logicalPath } from "../shared/logical-path.ts";
import { protectedProperty } from "./protected-property.ts";

/**
 * Sets properties in the templates as the platform folder asks. Works on the finished tree, just before it is
 * synthesized; what names no resource becomes a problem.
 */
export function applyOverrides(
  apps: Readonly<Record<string, App>>,
  overrides: readonly PropertyOverride[],
): readonly Problem[] {
  if (overrides.length === 0) return [];
  const { resources, others } = constructsByPath(apps);
  return overrides.flatMap((override) => {
    const guarded = protectedProperty(override.property);
    if (guarded !== undefined) return [isProtected(override, guarded)];
    const resource = resources.get(override.construct);
    resource?.addOverride(override.property, override.value);
    return resource ? [] : [unknownConstruct(override, resources, others)];
  });
}

interface ConstructsByPath {
  readonly resources: ReadonlyMap<string, CfnResource>;
  /** Constructs that hold resources and are none. */
  readonly others: ReadonlySet<string>;
}

/** The first resource at a path is the construct's own; what CDK adds below it has a longer path. */
function constructsByPath(apps: Readonly<Record<string, App>>): ConstructsByPath {
  const resources = new Map<string, CfnResource>();
  const others = new Set<string>();
  for (const [name, app] of Object.entries(apps))
    for (const construct of app.node.findAll()) {
      const path = logicalPath(name, construct.node.path);
      if (!CfnResource.isCfnResource(construct)) others.add(path);
      else if (!resources.has(path)) resources.set(path, construct);
    }
  return { resources, others };
}

function isProtected({ construct, at }: PropertyOverride, property: string): Problem {
  const message = `${property} of "${construct}" cannot be overridden: no checker would see it`;
  const hint = "encryption, closed access and rights follow from the folder alone";
  return newProblem({ code: "LW1806", at, message, hint });
}

function unknownConstruct(
  { construct, at }: PropertyOverride,
  resources: ReadonlyMap<string, CfnResource>,
  others: ReadonlySet<string>,
): Problem {
  const paths = [...resources.keys()];
  if (others.has(construct)) {
    const inside = paths.filter((path) => liesWithin(path, construct));
    const hint = inside.length === 0 ? "it holds none" : `it holds ${someOf(inside)}`;
    return newProblem({ code: "LW1804", at, message: `"${construct}" is no resource`, hint });
  }
  const parent = nearestParent(construct, others);
  const inside = paths.filter((path) => parent === "" || liesWithin(path, parent));
  const hint = didYouMean(construct, inside) ?? `there are ${someOf(inside)}`;
  return newProblem({ code: "LW1803", at, message: `no construct is called "${construct}"`, hint });
}

/** The longest beginning of the path that exists; the apps themselves where nothing does. */
function nearestParent(path: string, others: ReadonlySet<string>): string {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  return parent === "" || others.has(parent) ? parent : nearestParent(parent, others);
}

const maxShown = 5;

function someOf(paths: readonly string[]): string {
  const shown = paths.slice(0, maxShown).map((path) => `"${path}"`);
  const more = paths.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
