-- one row per optional field with cells that could not be read and were left empty
with misread as (
    select 'discount' as field, s.discount as cell
    from staged as s
    inner join checked as c on c.row_number = s.row_number
    where c.reason is null and c.discount is null and clean(s.discount) is not null
    union all
    select 'unit_cost', s.unit_cost
    from staged as s
    inner join checked as c on c.row_number = s.row_number
    where c.reason is null and c.unit_cost is null and clean(s.unit_cost) is not null
    union all
    select 'promised_at', s.promised_at
    from staged as s
    inner join checked as c on c.row_number = s.row_number
    where c.reason is null and c.promised_at is null and clean(s.promised_at) is not null
    union all
    select 'delivered_at', s.delivered_at
    from staged as s
    inner join checked as c on c.row_number = s.row_number
    where c.reason is null and c.delivered_at is null and clean(s.delivered_at) is not null
)

select field, count(*)::bigint as rows, min(cell) as example
from misread
where not list_contains($nothing, lower(cell))
group by field
order by field
