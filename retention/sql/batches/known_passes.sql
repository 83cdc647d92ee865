-- one row per two sets of unknown fields that meet, the fewest unknown first: with each set of contact
-- fields that the file leaves out, and at last without regard to them
with sides as (
    select distinct side, unknown from lines_compared
),

told as (
    select distinct unknown, untold from lines_compared where side = 'file'
    union all
    select unknown, null from sides where side = 'file'
)

select f.unknown as of_file, h.unknown as of_held, f.untold
from told as f
cross join sides as h
where h.side = 'held'
order by bit_count(f.unknown | h.unknown), f.untold is null, bit_count(f.untold), of_file, of_held,
    f.untold
