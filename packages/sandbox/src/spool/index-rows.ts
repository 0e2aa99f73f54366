import { open } from "node:fs/promises";

const CHUNK_BYTES = 1024 * 1024;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

interface Scan {
  starts: Float64Array;
  count: number;
  inQuotes: boolean;
}

/** The byte at which each row of the file begins, and the file's end. */
export async function indexRows(path: string, quoted: boolean): Promise<Float64Array> {
  const scan: Scan = { starts: new Float64Array(4096), count: 1, inQuotes: false };
  const scanChunk = quoted ? scanQuoted : scanLines;
  const file = await open(path, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let offset = 0; ; ) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, offset);
      if (bytesRead === 0) break;
      scanChunk(scan, chunk.subarray(0, bytesRead), offset);
      offset += bytesRead;
    }
  } finally {
    await file.close();
  }
  return scan.starts.slice(0, scan.count);
}

function scanLines(scan: Scan, bytes: Buffer, offset: number): void {
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
    push(scan, offset + at + 1);
  }
}

/** A doubled quote flips twice, so the parity of quotes tells inside from outside. */
function scanQuoted(scan: Scan, bytes: Buffer, offset: number): void {
  let inQuotes = scan.inQuotes;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) inQuotes = !inQuotes;
    else if (byte === NEWLINE && !inQuotes) push(scan, offset + at + 1);
  }
  scan.inQuotes = inQuotes;
}

function push(scan: Scan, start: number): void {
  if (scan.count === scan.starts.length) {
    const larger = new Float64Array(scan.starts.length * 2);
    larger.set(scan.starts);
    scan.starts = larger;
  }
  scan.starts[scan.count] = start;
  scan.count += 1;
}
