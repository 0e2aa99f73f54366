/** Events that wait to be handled. */
export const outboxTables = `
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL
) STRICT;
`;

/** Alerts, which stay. */
export const alertTables = `
CREATE TABLE alerts (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL
) STRICT;
`;
