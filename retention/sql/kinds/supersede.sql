-- the newest file wins: rows of a key that it brings with another content stay as history
update records
set superseded_by = $batch
from met_records as m
where m.is_changed and not $is_mended
    and records.record_key = m.record_key
    and records.kind = $kind and records.part = $part
    and records.superseded_by is null and records.batch < $batch
