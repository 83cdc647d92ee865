-- one row per row of a mended file of rejects that is held already: such a file brings what was
-- missing of a key, and replaces nothing
create or replace temp table known_records as
select distinct f.row_number
from hashed_records as f
inner join hashed_records as h
    on h.side = 'held' and h.record_key = f.record_key and h.content = f.content
where f.side = 'file' and $is_mended
