import { open, stat } from "node:fs/promises";
import type { ByteRanges } from "../src/catalog/domain/parquet-footer.ts";

/** A file of this machine, read by ranges. */
export async function byteRangesOfFile(file: string): Promise<ByteRanges> {
  const { size } = await stat(file);
  return {
    uri: file,
    bytes: size,
    read: async (start, end) => {
      const handle = await open(file);
      try {
        const buffer = new Uint8Array(end - start);
        await handle.read(buffer, 0, buffer.length, start);
        return buffer;
      } finally {
        await handle.close();
      }
    },
  };
}
