/** Failures of the machine, or an end that somebody wanted: they say nothing about what is in a file. */
const ofMachine = [
  "(Out of Memory|Permission|INTERRUPT) Error",
  "No space left|Disk quota|Too many open files|Cannot allocate memory|Permission denied",
  "Cannot open file|Could not (open|write|create)|No files found",
];

const ofMachinePattern = new RegExp(ofMachine.join("|"), "i");

/** Failures of statements, which are the same whatever is in the files. */
const ofStatement =
  /(Binder|Parser|Catalog|Conversion|Out of Range|Mismatch Type|Not implemented) Error/i;

/** Whether an engine ran out of what the machine gives it, or was told to end. */
export function isOfMachine(said: string): boolean {
  return ofMachinePattern.test(said);
}

/** Whether a file that cannot be read may be behind what an engine said. It need not name the file, nor say that it is about one. */
export function mayBeOfFile(said: string): boolean {
  return !isOfMachine(said) && !ofStatement.test(said);
}
