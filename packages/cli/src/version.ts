import own from "../package.json" with { type: "json" };

/** Version of the command. */
export const version: string = own.version;
