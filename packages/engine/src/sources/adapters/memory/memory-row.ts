/** A record by field name. Times are Dates or ISO text, days `YYYY-MM-DD`; absent = null. */
export type MemoryRow = Record<string, string | number | boolean | Date | null>;
