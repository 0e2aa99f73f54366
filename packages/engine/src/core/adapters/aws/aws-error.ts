import { PlatformError } from "../../domain/platform-error.ts";

/** Whether Glue, or another service, failed with one of these exceptions. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** `absent` if the entity does not exist; any other failure is thrown, throttling too. */
export async function ifAbsent<Found, Absent>(
  request: Promise<Found>,
  absent: Absent,
): Promise<Found | Absent> {
  try {
    return await request;
  } catch (error) {
    if (isNamed(error, "EntityNotFoundException")) return absent;
    throw error;
  }
}

/** Creates without a look first: of several processes that create the same thing at once, one succeeds. */
export async function orExists(made: Promise<unknown>): Promise<"created" | "exists"> {
  try {
    await made;
    return "created";
  } catch (error) {
    if (isNamed(error, "AlreadyExistsException")) return "exists";
    throw error;
  }
}

export function unknownName(what: string, cause: unknown): PlatformError {
  return new PlatformError(
    "unknown_name",
    `the catalog has no ${what}`,
    "databases are deployed with data_lake; a table is made when a flow that feeds it ends its first run",
    cause,
  );
}

export function partitionRefused(
  table: string,
  values: readonly string[],
  cause: unknown,
): PlatformError {
  return new PlatformError(
    "unknown_name",
    `Glue refuses the partition ${JSON.stringify(values)} of "${table}", which has ${values.length} values: ${(cause as Error).message}`,
    "a partition has a value for each partition key of its table",
    cause,
  );
}
