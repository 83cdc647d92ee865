-- one row per number of every person with several: the person's own first
select
    m.person as "group",
    k.customer,
    p.name,
    m.who,
    m.merged_at
from (select person, person as customer, min(who) as who, min(merged_at) as merged_at
      from merges group by person
      union all
      select person, customer, who, merged_at from merges) as m
inner join customer_keys as k on k.customer = m.customer
left join people as p on p.customer_key = k.customer_key
order by m.person, case when k.customer = m.person then 0 else 1 end, k.customer
