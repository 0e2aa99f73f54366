/** Builds of ELT projects. */
export const eltRunTables = `
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
`;
