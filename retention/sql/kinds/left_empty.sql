-- one row: rows with an optional cell that could not be read and was left empty
select count(left_empty)::bigint as rows, min(left_empty) as example
from checked_records
where reject_reason is null
    and not list_contains($nothing, lower(left_empty))
