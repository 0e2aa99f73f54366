import { dirname, join } from "node:path";

/**
 * Runs a Python program that ends with us: whatever ends this process closes the pipe that the program has as its standard input. A
 * thread of its own notices that, even while the program waits for its engine. The folder it works in is no place to import from.
 */
const watch = `
import sys
sys.path.pop(0)
import os, runpy, signal, threading
def end_with_parent():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGKILL)
threading.Thread(target=end_with_parent, daemon=True).start()
sys.argv = sys.argv[1:]
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
`;

/** Program and arguments that run `script` of a virtual environment; its standard input must be a pipe that stays open. */
export function watchedPython(
  script: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  return [join(dirname(script), "python"), ["-c", watch, script, ...args]];
}
