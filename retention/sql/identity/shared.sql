-- one row per customer and key that at least two customers have: an e-mail address, a phone, a card
-- number. A key of more than $most customers is the shop's own rather than anybody's: it is told
-- once, with one of its customers
with written as (
    select customer, field as shares, value
    from customer_written
    where field in ('email', 'phone')
    union all
    select customer, 'email', email from customer_facts where email is not null
    union all
    select customer, 'phone', phone from customer_facts where phone is not null
    union all
    -- where a file had no number, the address or the phone became the customer's number
    select customer,
        case when contains(customer, '@') then 'email'
            when regexp_full_match(customer, '\+[0-9]{7,15}') then 'phone' else 'card' end,
        customer
    from customer_keys
),

split as (
    select customer, shares, value,
        lower(trim(split_part(value, '@', 1))) as local,
        lower(trim(split_part(value, '@', 2))) as domain
    from written
),

-- what follows a plus is the owner's own mark on one mailbox. googlemail.com is the name gmail.com
-- had in some countries: the two deliver into one mailbox, whoever holds it. A card is one card with
-- or without blanks, dashes, capitals and the zeros before it, which spreadsheets take away.
keys as (
    select distinct customer, shares,
        case shares
            when 'email' then nullif(split_part(local, '+', 1), '')
                || '@' || case domain when 'googlemail.com' then 'gmail.com' else domain end
            when 'card' then
                nullif(ltrim(regexp_replace(lower(value), '[^\p{L}\p{N}]', '', 'g'), '0'), '')
            else value
        end as value
    from split
    where shares <> 'email' or contains(domain, '.')
),

alike as (
    select shares, value
    from keys
    where value is not null
    group by shares, value
    having count(*) > 1
),

-- two numbers of one till are two customers, however alike they look: a card is proposed only
-- across sources
card_sources as (
    select k.value, l.customer, l.source
    from keys as k
    inner join alike as a on a.shares = k.shares and a.value = k.value
    inner join sales_lines as l on l.customer = k.customer and l.superseded_by is null
    where k.shares = 'card'
    group by k.value, l.customer, l.source
),

one_till as (
    select value
    from card_sources
    group by value, source
    having count(*) > 1
),

holders as (
    select distinct k.shares, k.value, n.customer_key
    from keys as k
    inner join alike as a on a.shares = k.shares and a.value = k.value
    inner join customer_keys as n on n.customer = k.customer
    where k.shares <> 'card' or k.value not in (select value from one_till)
),

counted as (
    select shares, value, count(*) as customers, min(customer_key) as first_key
    from holders
    group by shares, value
)

select h.shares, h.value, h.customer_key, c.customers::bigint as customers,
    p.customer, p.name,
    coalesce(b.purchases, 0)::bigint as orders,
    p.customer in (select person from merges) as is_merged
from holders as h
inner join counted as c on c.shares = h.shares and c.value = h.value and c.customers > 1
    and (c.customers <= $most or h.customer_key = c.first_key)
inner join people as p on p.customer_key = h.customer_key
left join (select customer_key, count(*) as purchases from purchases group by customer_key) as b
    on b.customer_key = h.customer_key
order by h.shares, h.value, h.customer_key
