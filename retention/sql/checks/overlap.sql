-- one row if lines of the file were held already: how many, of which days, and from which files
with met as (
    select i.on_day
    from incoming as i
    left join met_orders as m on m.order_id = i.order_id and m.on_day = i.on_day
    left join known_lines as k on k.row_number = i.row_number
    left join renewed_lines as r on r.row_number = i.row_number
    where (k.row_number is not null and r.row_number is null) or not (m.is_changed or m.is_held_back)
),

period as (
    select count(*) as lines, min(on_day) as first_day, max(on_day) as last_day from met
)

select p.lines, p.first_day, p.last_day, string_agg(distinct b.file, ', ') as files
from period as p
inner join batches as b
    on b.source = $source and b.batch <> $batch and b.status = 'loaded'
    and b.first_date <= p.last_day and b.last_date >= p.first_day
where p.lines > 0
group by p.lines, p.first_day, p.last_day
