-- how many of those who lapsed in the month had bought only once until then; members as in flows.sql
select cast(count(*) as bigint) as lapsed_once
from spells as s
inner join shown as f on f.customer_key = s.customer_key and f.number = 1
inner join purchases as p on p.customer_key = s.customer_key and p.day = s.last_day
where s.lapses >= cast($month as date)
    and s.lapses < cast($month + interval 1 month as date)
    and p.number = 1
