/** A CloudFormation template as far as limits are about it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A synthesized stack with what was written. */
export interface WrittenStack {
  readonly name: string;
  readonly bytes: number;
  readonly template: Template;
}
