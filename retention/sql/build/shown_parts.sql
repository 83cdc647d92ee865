-- the parts of sales inside the filters, anonymous ones included; amounts partition under any filter
select p.*
from purchase_parts as p
left join rfm as s on s.customer_key = p.customer_key
where (len($channel::varchar[]) = 0 or list_contains($channel::varchar[], p.channel))
    and (len($store::varchar[]) = 0 or list_contains($store::varchar[], p.store))
    and (len($category::varchar[]) = 0 or list_contains($category::varchar[], p.category))
    and (len($salesperson::varchar[]) = 0 or list_contains($salesperson::varchar[], p.salesperson))
    and (len($segment::varchar[]) = 0 or list_contains($segment::varchar[], s.segment))
    and (len($own::varchar[]) = 0
        or p.customer_key in (select customer_key from own_members))
