-- # the key of a hub
-- k < s.t.a through md5, cast
select md5(cast("a" as varchar)) as k from s.t

-- # the key of a link
-- k < s.t.a through case, is_null + s.t.a through case, md5, concat, cast + s.t.b through case, md5, concat, cast
select case when "a" is not null then md5(cast("a" as varchar) || '||' || cast("b" as varchar)) end as k from s.t

-- # hash_diff
-- k < s.t.a through md5, concat, coalesce, cast + s.t.b through md5, concat, coalesce, cast, case + s.t.b through md5, concat, coalesce, cast, case, not
select md5(coalesce(cast("a" as varchar), '^^') || '||' || coalesce(cast(case when "b" then 1 when not "b" then 0 end as varchar), '^^')) as k from s.t

-- # a load date as a moment, on DuckDB
-- k < s.t.a through cast, strptime
select cast(strptime("a", '%Y%m%d') as timestamp) as k from s.t

-- # a load date as a moment, on Redshift
-- engine: redshift
-- k < s.t.a through cast, to_date
select cast(to_date("a", 'YYYYMMDD') as timestamp) as k from s.t

-- # UTC, on DuckDB
-- k < s.t.a through at_time_zone, cast
select (cast("a" as timestamptz) at time zone 'UTC') as k from s.t

-- # UTC, on Redshift
-- engine: redshift
-- k < s.t.a through cast
select cast("a" as timestamp) as k from s.t

-- # a moment as a load date, on DuckDB
-- k < s.t.a through strftime
select strftime(a, '%Y%m%d') as k from s.t

-- # a moment as a load date, on Redshift
-- engine: redshift
-- k < s.t.a through to_char
select to_char(a, 'YYYYMMDD') as k from s.t

-- # now, on Redshift
-- engine: redshift
-- k < constant
select getdate() as k from s.t

-- # a masking function, on DuckDB
-- k < s.t.a through masked_year
select masked_year(a) as k from s.t

-- # a masking function, on Redshift
-- engine: redshift
-- k < s.t.a through masked_initial
select masked_initial(a) as k from s.t

-- # a function of a schema
-- engine: redshift
-- k < s.t.a through privacy.band
select privacy.band(a) as k from s.t

-- # a masking function beside what it masks
-- k < s.t.a through concat, masked_initial + s.t.a through concat
select masked_initial(a) || a as k from s.t

-- # a function that a mask is put into
-- k < s.t.a through upper, masked_initial
select upper(masked_initial(a)) as k from s.t

-- # the increment of a table reads the table itself
-- k < s.t.a through md5 + s.self.k
with feed as (select md5(a) as k from s.t where b >= '20260101'), timeline as (select k from feed union all select known.k from "warehouse"."s"."self" as known where known.k in (select k from feed))
select k from timeline

-- # listagg, on Redshift
-- engine: redshift
-- k < s.t.a through list_agg + s.t.b
select listagg(a, ',') within group (order by b) as k from s.t

-- # TOP, on Redshift
-- engine: redshift
-- a < s.t.a
select top 3 a from s.t

-- # a list in a column, on Redshift
-- engine: redshift
-- k < t.b.k
select x.k from s.t, t.b as x
