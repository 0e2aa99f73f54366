/** No columns can be told; the message says why. Caught where the statement, or the value that holds the query, is traced. */
export class NotFollowed extends Error {}
