-- one row per key of the file that is held already, with the same rows or with others
create or replace temp table met_records as
with signed as (
    select side, record_key, count(*) as rows, sum(cast(content as hugeint)) as signature
    from hashed_records
    group by side, record_key
)

select f.record_key, f.rows <> h.rows or f.signature <> h.signature as is_changed
from signed as f
inner join signed as h on h.record_key = f.record_key
where f.side = 'file' and h.side = 'held'
