-- one row per readable row of the file and per row held of its kind, its content as a number. The
-- hash is compared within one upload only and never kept: versions may hash differently
create or replace temp table hashed_records as
with sides as (
    select 'file' as side, * exclude (reject_reason, left_empty)
    from checked_records
    where reject_reason is null
    union all by name
    select 'held' as side, * exclude (batch, source, superseded_by)
    from records
    where batch < $batch and superseded_by is null
        and kind = $kind and part = $part
)

select side, row_number, record_key,
    hash(*columns(* exclude (side, row_number, record_key))) as content
from sides
