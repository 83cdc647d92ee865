-- customers whose number, name, e-mail, phone or city hold all of the $words (small letters, no
-- accents), the largest first
with told as (
    select
        *,
        strip_accents(lower(concat_ws(
            ' ', customer, name, email, phone, regexp_replace(phone, '[^0-9]', '', 'g'), city
        ))) as told
    from customers_now
)

select customer, name, city, purchases as orders, amount, last_day as last, status
from told
where len(list_filter($words::varchar[], lambda word: not contains(told, strip_accents(word)))) = 0
order by case when lower(customer) = $words[1] then 0 else 1 end, amount desc, customer
limit $most
