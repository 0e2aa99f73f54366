/** Jobs on the servers of sources. */
export const sourceJobTables = `
CREATE TABLE source_jobs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  profile TEXT NOT NULL,
  job TEXT NOT NULL,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  process_mark TEXT,
  opened_at TEXT NOT NULL,
  UNIQUE (profile, job)
) STRICT;
`;
