-- one row per filter field and value that the data know, with its lines; values without a name are left out
with parts as (
    select 'channel' as field, channel::varchar as value, lines from purchase_parts
    union all
    select 'store', store::varchar, lines from purchase_parts
    union all
    select 'category', category::varchar, lines from purchase_parts
    union all
    select 'salesperson', salesperson::varchar, lines from purchase_parts
    union all
    select 'segment', segment::varchar, 1 from rfm
    union all
    select distinct 'own', name, 1 from own_segments
)

select
    field,
    value,
    sum(lines)::bigint as lines
from parts
where value is not null and value <> ''
group by field, value
order by field, value
