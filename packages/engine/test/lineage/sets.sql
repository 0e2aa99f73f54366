-- # the order of UNION counts, not the names
-- a < s.t.a + s.u.y
-- b < s.t.b + s.u.x
select a, b from s.t union all select y as b, x as a from s.u

-- # three sides
-- a < s.t.a + s.u.x + s.t.c
select a from s.t union all select x from s.u union select c from s.t

-- # a constant on one side
-- a < s.t.a
select a from s.t union all select 'none'

-- # INTERSECT shows values that both sides have
-- a < s.t.a + s.u.x
select a from s.t intersect select x from s.u

-- # what EXCEPT takes away is not shown
-- a < s.t.a
select a from s.t except select x from s.u

-- # WITH over UNION
-- k < s.t.a + s.u.x
with both_of as (select a as k from s.t union all select x from s.u)
select k from both_of

-- # by name
-- refused: by name is not followed
select a from s.t union all by name select x as a from s.u

-- # a recursion
-- n < s.t.a + s.u.x
with recursive r(n) as (select a from s.t union all select u.x from r inner join s.u on u.id = r.n)
select n from r

-- # a recursion through a function ends
-- n < s.t.a + s.t.a through concat
with recursive r as (select a as n from s.t union all select n || '.' from r)
select n from r

-- # rows that are written out
-- code < constant
-- a < s.t.a
select v.code, t.a from (values (1, 'x'), (2, 'y')) as v(code, label) inner join s.t on t.id = v.code
