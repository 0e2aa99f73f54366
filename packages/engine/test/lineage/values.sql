-- # joins, filters, groups and orders show no value
-- a < s.t.a
select t.a from s.t inner join s.u on t.b = u.x where t.c = 'x' group by t.a having max(u.y) > 1 order by max(t.c)

-- # a condition of CASE tells what it looks at
-- k < s.t.c through case, eq + s.t.a through case + s.t.b through case
select case when c = 'x' then a else b end as k from s.t

-- # a CASE that only looks
-- k < s.t.a through case, eq
select case when a = 'Smith' then 1 else 0 end as k from s.t

-- # a comparison
-- k < s.t.a through eq
-- n < s.t.b through is_null
select a = 'Smith' as k, b is not null as n from s.t

-- # coalesce
-- k < s.t.a through coalesce + s.t.b through coalesce
select coalesce(a, b, 'none') as k from s.t

-- # texts that are put together
-- k < s.t.a through concat + s.t.b through concat
select a || ' ' || b as k from s.t

-- # casts
-- k < s.t.a through cast
-- l < s.t.b through cast
select cast(a as varchar(3)) as k, b::date as l from s.t

-- # counting shows no value
-- n < constant
-- m < constant
-- d < constant
select count(*) as n, count(a) as m, count(distinct b) as d from s.t

-- # counting some
-- n < constant
select count(*) filter (where a = 'x') as n from s.t

-- # other aggregates do
-- s < s.t.a through sum
-- m < s.t.b through max
-- l < s.t.c through string_agg + s.t.id through string_agg
select sum(a) as s, max(b) as m, string_agg(c, ',' order by id) as l from s.t

-- # what stands in the middle of an order is a value of it
-- m < s.t.a
-- p < s.t.b
select mode() within group (order by a) as m, percentile_cont(0.5) within group (order by b) as p from s.t

-- # sum of a CASE
-- n < s.t.c through sum, case, eq
select sum(case when c = 'x' then 1 else 0 end) as n from s.t

-- # the place in an order shows no value
-- n < constant
-- r < constant
select row_number() over (partition by a order by b) as n, rank() over (order by c) as r from s.t

-- # the row before does
-- l < s.t.a through lag
-- f < s.t.b through first_value
-- m < s.t.c through max
select lag(a) over (partition by b order by c) as l, first_value(b) over w as f, max(c) over () as m from s.t window w as (order by id)

-- # QUALIFY shows no value
-- a < s.t.a
select a from s.t qualify row_number() over (partition by b order by c) = 1

-- # DISTINCT ON shows no value
-- b < s.t.b
select distinct on (a) b from s.t

-- # IN looks at both sides
-- k < s.t.a through in + s.u.x through in
select a in (select x from s.u) as k from s.t

-- # EXISTS as a value tells what it looks at
-- k < s.u.x through exists, eq
select exists (select 1 from s.u where u.x = 'Smith') as k from s.t

-- # EXISTS as a filter does not
-- a < s.t.a
select a from s.t where exists (select 1 from s.u where u.x = t.b)

-- # a subquery as a value
-- m < s.u.y through max
select (select max(y) from s.u where u.id = t.id) as m from s.t

-- # constants and moments
-- k < constant
-- n < constant
-- u < constant
-- d < constant
select 'x' as k, now() as n, null as u, current_date as d from s.t

-- # parts of a value
-- y < s.t.a through extract
-- p < s.t.b through dot
select extract(year from a) as y, (b).part as p from s.t

-- # a list, an element, a record
-- l < s.t.a through list_value + s.t.b through list_value
-- e < s.t.c through subscript
select list_value(a, b) as l, c[1] as e from s.t

-- # a parameter of a lambda is not known
-- k ? has a column x
select list_transform(a, x -> x) as k from s.t

-- # unnest as a value
-- k < s.t.a through unnest
select unnest(a) as k from s.t

-- # unnest and LATERAL functions in FROM
-- a < s.t.a
-- k ? "unnest" in FROM is not followed
select t.a, u.k from s.t, unnest(t.b) as u(k)

-- # a file in FROM
-- k ? "read_csv" in FROM is not followed
select k from read_csv('people.csv')

-- # LATERAL with a query
-- k < s.t.a through upper
select l.k from s.t, lateral (select upper(t.a) as k) as l

-- # PIVOT
-- k ? PIVOT
select p.k from (pivot s.t on a using sum(b)) as p

-- # a column by its number
-- k ? has a column #1
select #1 as k from s.t

-- # parameters
-- k ? "parameter"
select $1 as k from s.t

-- # a column that nothing has
-- k ? has a column t.missing
select t.missing as k from s.t

-- # two statements
-- refused: not a single query
select a from s.t; select b from s.t

-- # what is no SQL
-- refused: its SQL cannot be read
select from where
