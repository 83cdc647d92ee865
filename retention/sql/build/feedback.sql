-- one row per survey answer, complaint, lapse reason and service check. Where only the order is
-- named, its customer is meant; where sales of several customers, or of nobody known, have that number,
-- nobody is
with given as (
    select * from records where kind = 'feedback' and superseded_by is null
),

buyers as (
    select s.order_id, max(s.customer) as customer
    from sales_lines as s
    where s.superseded_by is null
        and s.order_id in (select order_id from given where customer is null)
    group by s.order_id
    having min(coalesce(s.customer, '')) = max(coalesce(s.customer, '')) and max(s.customer) <> ''
)

select g.batch, g.row_number, g.feedback_kind as kind, g.given_at,
    coalesce(g.customer, b.customer) as customer, g.order_id, g.score, g.reason, g.comment,
    g.answered_at, g.answered_after as answered_after_hours, g.salesperson
from given as g
left join buyers as b on b.order_id = g.order_id
