-- who is counted in a $step of the revenue bridge; the steps are those of measures/bridge.py
select customer_key
from spent_in_windows($as_of, $months)
where case $step
    when 'before' then before <> 0
    when 'after' then after <> 0
    when 'new' then before <= 0 and after > 0 and is_new
    when 'reactivated' then before <= 0 and after > 0 and not is_new
    when 'expansion' then before > 0 and after > before
    when 'contraction' then before > 0 and after > 0 and after < before
    when 'lost' then before > 0 and after <= 0
    when 'returns_without_spend' then least(after, 0) <> least(before, 0)
end
