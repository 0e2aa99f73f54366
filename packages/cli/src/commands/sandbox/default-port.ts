/** Where the sandbox listens and is looked for unless `--port` says otherwise. */
export const defaultPort = 4010;
