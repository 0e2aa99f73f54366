/** AppFlow allows 256 characters; the name is also a folder, and file systems allow 255 bytes. */
export const maxFlowNameLength = 255;

export interface FlowNameParts {
  readonly platform: string;
  /** The environment that is deployed: what `local` stands for. */
  readonly environment: string;
  readonly profile: string;
  readonly object: string;
  readonly direction: "in" | "out";
}

/** `<platform>-<env>-<profile>-<object>[-out]`, with `-` for characters that AppFlow refuses. */
export function flowName({ platform, environment, profile, object, direction }: FlowNameParts) {
  const name = [platform, environment, profile, object].join("-").replace(/[^\w!@#.-]/g, "-");
  return direction === "out" ? `${name}-out` : name;
}

/** Name of the flow that reads the n-th part of a first load that is cut, n from 1. */
export function firstLoadFlowName(flow: string, n: number): string {
  return `${flow}-first-${n}`;
}
