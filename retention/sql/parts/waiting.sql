-- one row: rows that wait for the file of orders, and sales whose customers come in another file
select
    coalesce(sum(case when ordered_at is null then 1 else 0 end), 0)::bigint as without_order,
    coalesce(sum(case when ordered_at is not null and not has_customer and customer is null
        and email is null and phone is null then 1 else 0 end), 0)::bigint as without_customer
from staged_parts
