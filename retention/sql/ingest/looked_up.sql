-- one row per staged row with a cell that had to be looked up: a spelling that is not plain, a phone
-- number that stands for a customer, a product that is a fee, a customer who is nobody. In most files
-- few rows or few columns, so that the wide table is joined once instead of thirteen times
create or replace temp table looked_up as
select
    s.row_number,
    d.moment as ordered_at,
    coalesce(d.is_nothing, false) as ordered_at_is_nothing,
    dp.moment as promised_at,
    dd.moment as delivered_at,
    dc.moment as cancelled_at,
    coalesce(dc.is_nothing, false) as cancelled_at_is_nothing,
    case when not q.is_percent then q.value end as quantity,
    coalesce(q.is_nothing, false) as quantity_is_nothing,
    case when not u.is_percent then u.value end as unit_price,
    coalesce(u.is_nothing, false) as unit_price_is_nothing,
    case when not a.is_percent then a.value end as amount,
    coalesce(a.is_nothing, false) as amount_is_nothing,
    coalesce(a.currency, u.currency) as currency,
    x.value as discount,
    coalesce(x.is_percent, false) as discount_is_percent,
    case when not k.is_percent then k.value end as unit_cost,
    r.value as refunded,
    p.phone as phone_key,
    n.word is not null as is_nobody,
    fc.cell is not null or fn.cell is not null as is_fee
from staged as s
left join dates as d on d.cell = s.ordered_at
left join dates as dp on dp.cell = s.promised_at
left join dates as dd on dd.cell = s.delivered_at
left join dates as dc on dc.cell = s.cancelled_at
left join numbers as q on q.cell = s.quantity
left join numbers as u on u.cell = s.unit_price
left join numbers as a on a.cell = s.amount
left join numbers as x on x.cell = s.discount
left join numbers as k on k.cell = s.unit_cost
left join numbers as r on r.cell = s.refunded
left join phones as p on p.cell = s.phone
left join (select unnest($nobody) as word) as n on n.word = lower(trim(s.customer))
left join fees as fc on fc.cell = s.product
left join fees as fn on fn.cell = s.product_name
where d.cell is not null or dp.cell is not null or dd.cell is not null
    or dc.cell is not null
    or q.cell is not null or u.cell is not null or a.cell is not null
    or x.cell is not null or k.cell is not null or r.cell is not null
    or p.cell is not null or n.word is not null or fc.cell is not null or fn.cell is not null
