-- one row: items of related tables that are no sales yet, because their order is not held
select count(*)::bigint as rows
from records as i
where i.kind = 'part' and i.superseded_by is null and i.part like '% items'
    and i.ordered_at is null
    and not exists (
        select 1 from records as o
        where o.kind = 'part' and o.superseded_by is null
            and o.part = split_part(i.part, ' ', 1) || ' orders' and o.order_key = i.order_key
    )
