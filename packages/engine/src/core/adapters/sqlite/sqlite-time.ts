/** How a time is stored: ISO text, UTC, milliseconds; null for an absent one. */
export function storedTime(date: Date | undefined): string | null {
  return date?.toISOString() ?? null;
}

/** Reads what `storedTime` wrote. */
export function timeOf(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text);
}
