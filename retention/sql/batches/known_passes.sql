-- one row per two sets of unknown fields that meet, the fewest unknown first
select file_side.unknown as of_file, held_side.unknown as of_held
from (select distinct unknown from lines_compared where side = 'file') as file_side
cross join (select distinct unknown from lines_compared where side = 'held') as held_side
order by bit_count(file_side.unknown | held_side.unknown), of_file, of_held
