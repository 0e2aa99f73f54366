export type PythonEnvironment = { readonly python: string } | { readonly missing: string };
export function pythonEnvironment(
  requirements: string,
  say?: (text: string) => void,
): Promise<PythonEnvironment>;
export function pythonOrSkip(
  requirements: string,
  context: { readonly task: { readonly name: string }; skip(note?: string): never },
): Promise<string>;
