/** The columns of a query cannot be followed; the message is the reason. Caught where the statement, or the value that holds the query, is traced. */
export class NotFollowed extends Error {}
