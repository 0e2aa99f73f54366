import { PlatformError } from "../../domain/platform-error.ts";

/** Whether Glue, or another service, failed with one of these exceptions. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** `absent` where there is no such thing; any other failure is thrown: a throttle is not "not there". */
export async function ifAbsent<Found, Absent>(
  asked: Promise<Found>,
  absent: Absent,
): Promise<Found | Absent> {
  try {
    return await asked;
  } catch (error) {
    if (isNamed(error, "EntityNotFoundException")) return absent;
    throw error;
  }
}

/** Makes first and asks later: of many that make the same thing at once, one does. */
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
