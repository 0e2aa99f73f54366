/** An error as the service answers it. */
export class ServiceError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type Operations = Readonly<Record<string, (request: never) => unknown>>;
