/** Several names as one key of the model, and back. */
export const key = (...parts: readonly string[]) => JSON.stringify(parts);
export const partsOf = (text: string) => JSON.parse(text) as string[];
