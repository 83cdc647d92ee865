-- one row per combination of scores, 125 in all: the segment it is; recency r, frequency f and money
-- m are 1 to 5, 5 is best
with scores as (
    select 1 as score
    union all select 2
    union all select 3
    union all select 4
    union all select 5
),

combined as (
    select a.score as r, b.score as f, c.score as m
    from scores as a
    cross join scores as b
    cross join scores as c
)

select
    r, f, m,
    case
        when r >= 4 and f >= 4 and m >= 4 then 'Champions'
        when r >= 3 and f >= 4 then 'Loyal'
        -- where many bought once, their mid-rank falls into the second fifth: both are "rarely"
        when r = 5 and f <= 2 then 'New'
        when r >= 4 and f = 3 then 'Potential loyalists'
        when r >= 4 then 'Promising'
        when r = 3 and f = 3 then 'Needs attention'
        when r = 3 then 'About to sleep'
        when r <= 2 and f >= 4 and m = 5 then 'Cannot lose'
        when f >= 4 or m >= 4 then 'At risk'
        when r = 2 then 'Hibernating'
        else 'Lost'
    end as segment
from combined
