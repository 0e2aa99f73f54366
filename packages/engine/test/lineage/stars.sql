-- # every column of a table
-- id < s.u.id
-- x < s.u.x
-- y < s.u.y
select * from s.u

-- # every column of one of two tables
-- id < s.u.id
-- x < s.u.x
-- y < s.u.y
-- a < s.t.a
select u.*, t.a from s.t inner join s.u on t.id = u.id

-- # every column of a subquery of a subquery
-- a < s.t.a
-- k < s.t.b through md5
select * from (select q.* from (select a, md5(b) as k from s.t) as q) as r

-- # all but some, one replaced
-- id < s.u.id
-- y < s.u.y through upper
select * exclude (x) replace (upper(y) as y) from s.u

-- # columns that tables are joined on stand once
-- id < s.t.id + s.u.id
-- a < s.t.a
-- b < s.t.b
-- c < s.t.c
-- x < s.u.x
-- y < s.u.y
select * from s.t inner join s.u using (id)

-- # FROM without SELECT
-- id < s.u.id
-- x < s.u.x
-- y < s.u.y
from s.u

-- # every column of what is not known
-- refused: the columns of open are not known
select * from s.open

-- # columns by a pattern
-- c ? columns() reads
-- d ? * as a value
select columns('a.*') as c, struct_pack(*) as d from s.t

-- # a table as a value
-- t ? has a column t
select t from s.t
