/** The user that every session runs as. */
export const RUN_AS_USER_ID = "005000000000001AAA";
