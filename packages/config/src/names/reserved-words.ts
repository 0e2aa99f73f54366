/** Keywords that Athena, DuckDB or Redshift refuse as a bare name (their lists of reserved words, joined). */
export const reservedWords: ReadonlySet<string> = new Set(
  `all alter analyse analyze and any array as asc asymmetric authorization between binary both by
  case cast check collate column commit constraint create cross cube current_date current_path
  current_role current_time current_timestamp current_user cursor database deallocate default
  deferrable delete delta desc describe distinct do drop else end escape except exclusive execute exists
  extract false fetch for foreign from full grant group grouping having identity if in initially
  inner insert intersect into is isnull join lambda lateral leading left like limit localtime
  localtimestamp lock natural new not notnull null off offset old on only or order outer over overlaps
  partition pivot placing prepare primary qualify references returning right rollback rollup row
  rows select semi similar skip some start symmetric system table tag then timestamp to top
  trailing true truncate unbounded union unique unnest unpivot update user using values
  variadic view when where window with without`.split(/\s+/),
);
