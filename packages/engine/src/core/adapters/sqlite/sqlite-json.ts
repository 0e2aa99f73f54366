import { stateCorrupt } from "./sqlite-error.ts";

/** A JSON value that this program once stored in `file`. Fails with `state_corrupt` if it no longer reads. */
export function storedJson<T>(text: string, file: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw stateCorrupt(file, "a stored value is damaged", error);
  }
}
