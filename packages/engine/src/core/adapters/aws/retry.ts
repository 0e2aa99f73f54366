/** Errors of a moment: another change is under way, or there are too many calls. */
const passing = new Set([
  "ConcurrentModificationException",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "InternalServiceException",
  "OperationTimeoutException",
]);

export interface Retry {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** @default 7: about twelve seconds in all */
  readonly attempts?: number;
}

/** Whether the same call may succeed a moment later. */
export function isPassing(code: string | undefined): boolean {
  return code !== undefined && passing.has(code);
}

/** Milliseconds before attempt `n`, the first being 0: doubled each time. */
export function pauseBefore(attempt: number): number {
  return 100 * 2 ** attempt;
}

/** Calls again while the error is one of a moment, and throws the last one. */
export async function retried<Result>(retry: Retry, call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(nameOf(error)) || attempt >= attemptsOf(retry)) throw error;
      await retry.sleep(pauseBefore(attempt));
    }
  }
}

export function attemptsOf({ attempts }: Retry): number {
  return attempts ?? 7;
}

/** The service's code of an error. */
export function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/** The call's answer, or undefined where the error has this code. */
export async function unless<Result>(
  code: string,
  call: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (nameOf(error) === code) return undefined;
    throw error;
  }
}
