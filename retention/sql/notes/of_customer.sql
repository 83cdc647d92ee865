-- one row per note on the customer, under whichever of the person's numbers it was written, the
-- newest first
select n.customer, n.text, n.who, n.entered_at
from notes as n
where n.customer = $customer
    or n.customer in (
        select k.customer
        from customer_keys as k
        inner join customer_keys as mine on mine.customer_key = k.customer_key
        where mine.customer = $customer
    )
order by n.entered_at desc, n.text
