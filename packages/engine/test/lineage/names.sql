-- # a column keeps its source under another name
-- renamed < s.t.a
select a as renamed from s.t

-- # a name without its table is looked for in all that is read
-- a < s.t.a
-- x < s.u.x
select a, x from s.t inner join s.u on t.id = u.id

-- # a table of WITH hides the table of the same name
-- a < s.u.x
with t as (select x as a from s.u)
select a from t

-- # a table of WITH within WITH hides the outer one there, and only there
-- a < s.u.y
-- b < s.t.b
with inside as (with t as (select y as x from s.u) select x as a from t), t as (select b from s.t)
select inside.a, t.b from inside cross join t

-- # a table with a schema is not the table of WITH
-- a < s.t.a
with t as (select x as a from s.u)
select a from s.t

-- # a table of WITH that is not recursive reads the real table of its own name
-- a < s.t.a
with t as (select a from s.t)
select t.a from t

-- # later tables of WITH read earlier ones
-- d < s.t.a through upper
with one as (select a as b from s.t), two as (select b as c from one), three as (select upper(c) as d from two)
select d from three

-- # columns of WITH that are named in its head
-- p < s.t.a
-- q < s.t.b
with renamed(p, q) as (select a, b from s.t)
select p, q from renamed

-- # an alias of a subquery
-- b < s.t.a
select q.b from (select a as b from s.t) as q

-- # an alias of a subquery that names its columns
-- p < s.t.a
select q.p from (select a, b from s.t) as q(p, r)

-- # one name in two scopes
-- id < s.t.id
-- other < s.u.id through max
select t.id, (select max(u.id) from s.u where u.id > t.id) as other from s.t

-- # a subquery sees what encloses it
-- outside < s.t.a
select (select t.a from s.u where u.id = t.id) as outside from s.t

-- # what is nearer hides what is further out
-- id < s.u.id
select (select id from s.u limit 1) as id from s.t

-- # quoted names, and names that are written large
-- w < s.t.a
-- upper_w < s.t.b
select x."A" as w, X.B as UPPER_W from "warehouse"."s"."t" as x

-- # the same table twice
-- p < s.t.a
-- q < s.t.b
select one.a as p, two.b as q from s.t as one inner join s.t as two on one.id = two.id

-- # a column that an earlier one of the same SELECT is called
-- b2 < s.t.a through upper
-- b3 < s.t.a through lower, upper
select upper(a) as b2, lower(b2) as b3 from s.t

-- # a real column goes before an alias of that name
-- b < s.t.a through upper
-- c < s.t.b through lower
select upper(a) as b, lower(b) as c from s.t

-- # an alias of a table that names its columns
-- p < s.t.id
select p from s.t as x(p, q)

-- # a table without known columns gives every column that is named with it
-- anything < s.open.anything
select o.anything from s.open as o

-- # a name that only a table without known columns can have
-- a < s.t.a
-- anything < s.open.anything
select a, anything from s.t cross join s.open
