-- one row: whether times of the file carry a zone, and letters among them that name no certain zone
select
    coalesce(bool_or(has_zone), false) as has_zones,
    min(unknown_zone) as unknown_zone
from dates
