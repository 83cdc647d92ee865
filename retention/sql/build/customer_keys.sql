-- one row per customer number: the short integer key of the person, in the order of first appearance.
-- Numbers that were merged share a key, and one of them is the person's own: the one chosen when
-- they were merged or, while no sale names it, the one that appeared first
with seen as (
    select customer, min(ordered_at) as first_seen
    from sales_lines
    where customer is not null and superseded_by is null
    group by customer
),

persons as (
    select s.customer, s.first_seen, coalesce(m.person, s.customer) as person
    from seen as s
    left join merges as m on m.customer = s.customer
),

placed as (
    select *,
        row_number() over (
            partition by person
            order by case when customer = person then 0 else 1 end, first_seen, customer
        ) as place,
        min(first_seen) over (partition by person) as person_seen
    from persons
),

numbered as (
    select person, row_number() over (order by person_seen, customer) as customer_key
    from placed
    where place = 1
)

select cast(n.customer_key as integer) as customer_key, p.customer, p.place = 1 as is_own
from placed as p
inner join numbered as n on n.person = p.person
