-- one row per number that was merged into a person's own: by whom and when
select m.person, m.customer, m.who, m.merged_at
from merges as m
order by m.person, m.customer
