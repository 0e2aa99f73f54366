/** Tables of the run ledger: runs, what each brought, bookmarks and merged snapshots. */
export const ledgerTables = `
CREATE TABLE schemas (
  schema_id TEXT PRIMARY KEY,
  fields TEXT NOT NULL
) STRICT;
CREATE TABLE runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  execution_id TEXT NOT NULL UNIQUE,
  flow TEXT NOT NULL,
  kind TEXT NOT NULL,
  api TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  window_from TEXT,
  window_to TEXT,
  target TEXT NOT NULL,
  ended_at TEXT,
  rows INTEGER NOT NULL DEFAULT 0,
  bytes_read INTEGER NOT NULL DEFAULT 0,
  schema_id TEXT REFERENCES schemas,
  error_code TEXT,
  error_message TEXT,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  process_mark TEXT,
  opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_flow ON runs (flow, sequence);
CREATE INDEX runs_running ON runs (flow) WHERE status = 'running';
CREATE INDEX runs_succeeded ON runs (flow, sequence) WHERE status = 'succeeded';
CREATE TABLE files (
  flow TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES runs,
  position INTEGER NOT NULL,
  load_date TEXT NOT NULL,
  uri TEXT NOT NULL,
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (flow, sequence, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_by_load_date ON files (flow, load_date);
CREATE TABLE drift (
  sequence INTEGER NOT NULL REFERENCES runs,
  position INTEGER NOT NULL,
  flow TEXT NOT NULL,
  change TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX drift_by_flow ON drift (flow, sequence);
CREATE TABLE bookmarks (
  flow TEXT PRIMARY KEY,
  loaded_to TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (
  flow TEXT PRIMARY KEY,
  uri TEXT NOT NULL,
  rows INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  schema_id TEXT NOT NULL REFERENCES schemas,
  merged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** What the source sent, beside what came into the lake. */
export const readRowsColumn = `
ALTER TABLE runs ADD COLUMN rows_read INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET rows_read = rows;
`;
