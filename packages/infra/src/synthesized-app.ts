export interface SynthesizedStack {
  readonly name: string;
  /** Absolute path of the template. */
  readonly template: string;
  readonly resources: number;
  /** AppFlow flows among them. */
  readonly flows: number;
  /** Size of the template. */
  readonly bytes: number;
}

export interface SynthesizedApp {
  readonly name: string;
  /** The cloud assembly: what `cdk deploy --app` takes. */
  readonly folder: string;
  readonly stacks: readonly SynthesizedStack[];
}
