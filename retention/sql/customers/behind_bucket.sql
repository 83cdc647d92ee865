-- who is counted in a $step of the month's bucket; members as in bucket/flows.sql
with inside as (
    select
        s.*,
        cast($month as date) as begins,
        cast($month + interval 1 month as date) as next_begins
    from spells as s
    inner join shown as f on f.customer_key = s.customer_key and f.number = 1
)

select distinct customer_key
from inside
where next_begins <= $as_of + 1
    and case $step
        when 'at_start' then started < begins and lapses >= begins
        when 'new' then spell = 1 and started >= begins and started < next_begins
        when 'reactivated' then spell > 1 and started >= begins and started < next_begins
        when 'lapsed' then lapses >= begins and lapses < next_begins
        when 'at_end' then started < next_begins and lapses >= next_begins
    end
