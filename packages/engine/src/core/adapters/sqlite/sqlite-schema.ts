/** Marks the file as Lakewright's (`LAKE`), so that nobody else's database is ever migrated. */
export const applicationId = 0x4c414b45;

/** Tables that a state of the newest version has. */
export const stateTables = [
  "runs",
  "schemas",
  "files",
  "drift",
  "bookmarks",
  "outbox",
  "snapshots",
  "databases",
  "tables",
  "descriptors",
  "partitions",
  "warehouse_snapshots",
  "elt_runs",
  "alerts",
] as const;

const ledgerTables = `
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
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL
) STRICT;
CREATE TABLE snapshots (
  flow TEXT PRIMARY KEY,
  uri TEXT NOT NULL,
  rows INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  schema_id TEXT NOT NULL REFERENCES schemas,
  merged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

// Partitions of a table mostly share all of their storage descriptor but the location: it is kept once.
const catalogTables = `
CREATE TABLE databases (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE tables (
  table_id INTEGER PRIMARY KEY,
  database TEXT NOT NULL REFERENCES databases,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  partition_keys INTEGER NOT NULL,
  input TEXT NOT NULL,
  UNIQUE (database, name)
) STRICT;
CREATE TABLE descriptors (
  descriptor_id INTEGER PRIMARY KEY,
  descriptor TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE partitions (
  table_id INTEGER NOT NULL REFERENCES tables,
  first_value TEXT NOT NULL,
  value_list TEXT NOT NULL,
  location TEXT NOT NULL,
  descriptor_id INTEGER NOT NULL REFERENCES descriptors,
  input TEXT NOT NULL,
  PRIMARY KEY (table_id, first_value, value_list)
) STRICT, WITHOUT ROWID;
`;

const warehouseTables = `
CREATE TABLE warehouse_snapshots (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  load_id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  status TEXT NOT NULL,
  built_at TEXT NOT NULL,
  input TEXT NOT NULL,
  sequences TEXT NOT NULL
) STRICT;
`;

const eltTables = `
CREATE TABLE elt_runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  load_id TEXT NOT NULL,
  project TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  input TEXT NOT NULL,
  message TEXT NOT NULL DEFAULT '',
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  process_mark TEXT,
  opened_at TEXT NOT NULL,
  UNIQUE (load_id, project)
) STRICT;
CREATE INDEX elt_runs_by_project ON elt_runs (project, sequence);
CREATE TABLE alerts (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL
) STRICT;
`;

/** Step n brings a file from version n to n + 1. A step that was released never changes; new ones are added. */
export const migrations: readonly string[] = [
  ledgerTables + catalogTables,
  warehouseTables,
  eltTables,
];
