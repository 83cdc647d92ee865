-- customers of whom a number, the name, e-mail, phone or city hold all of the $words (small letters, no
-- accents), the largest first; fewer than four digits are not looked for in phones, which hold them all
with numbers as (
    select customer_key, string_agg(customer, ' ') as numbers
    from customer_keys
    where not is_own
    group by customer_key
),

told as (
    select
        c.*,
        coalesce(k.customer_key = c.customer_key, false) as is_exact,
        strip_accents(lower(concat_ws(
            ' ', c.customer, n.numbers, c.name, c.email, c.city
        ))) as told,
        concat_ws(' ', c.phone, regexp_replace(c.phone, '[^0-9]', '', 'g')) as phones
    from customers_now as c
    left join numbers as n on n.customer_key = c.customer_key
    left join (select min(customer_key) as customer_key from customer_keys
               where lower(customer) = $words[1]) as k on true
)

select customer, name, city, purchases as orders, amount, last_day as last, status
from told
where len(list_filter($words::varchar[], lambda word:
    not contains(told, strip_accents(word))
    and not (
        length(regexp_replace(array_to_string($words::varchar[], ''), '[^0-9]', '', 'g')) >= 4
        and contains(phones, word)
    )
)) = 0
order by case when is_exact then 0 else 1 end, amount desc, customer
limit $most
