// Preloaded into the demo's sandboxes: the demo holds the other end of stdin, so that they end however the demo does, SIGKILL included.
process.stdin.on("close", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
process.stdin.unref?.();
