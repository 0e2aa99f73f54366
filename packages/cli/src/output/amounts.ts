/** `1,234,567` */
export function showCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 row`, `2 rows`, with thousands separated. */
export function showNumberOf(count: number, one: string, many = `${one}s`): string {
  return `${showCount(count)} ${count === 1 ? one : many}`;
}

/** Bytes as `0.0 MB`, decimal. */
export function showMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** Bytes in the unit that reads best, decimal. */
export function showBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? showMegabytes(bytes) : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Milliseconds as `0.4 s`, `2 min 05 s`, `3 h 10 min`. */
export function showDuration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** A time in UTC to the second, `2024-01-31 12:00:00`; tables say that it is UTC. */
export function showTime(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}
