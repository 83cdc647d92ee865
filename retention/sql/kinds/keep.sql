-- what of the file is new: keys not held, or held with another content
insert into records by name
select c.* exclude (reject_reason, left_empty), $batch as batch, $source as source
from checked_records as c
left join met_records as m on m.record_key = c.record_key
left join known_records as k on k.row_number = c.row_number
where c.reject_reason is null and k.row_number is null and coalesce(m.is_changed, true)
