-- one row per survey answer, complaint, lapse reason and service check
select batch, row_number, feedback_kind as kind, given_at, customer, order_id, score, reason,
    comment, answered_at, answered_after as answered_after_hours, salesperson
from records
where kind = 'feedback' and superseded_by is null
