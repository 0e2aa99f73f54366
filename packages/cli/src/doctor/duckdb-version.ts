import { version } from "@duckdb/node-api";

/** Version of the engine; importing this file loads its binary. */
export const duckDbVersion = (): string => version();
