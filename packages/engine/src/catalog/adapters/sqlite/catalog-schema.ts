/** Tables of the catalog. Partitions of a table mostly share all of their storage descriptor but the location: it is kept once. */
export const catalogTables = `
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

/** States of the warehouse. */
export const snapshotTables = `
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
