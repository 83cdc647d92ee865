-- the lines of the file that know all but the fields $of_file, found among those held that know all
-- but $of_held. A multiset union: of two equal lines the second is new if only one is held. With
-- $untold only lines of the file that leave out just those contact fields, and only where the one held
-- has all the others
insert into known_lines
with compared as (
    select side, line,
        hash(content,
            case when ($of_file | $of_held) & 1 = 0 then time_of_day end,
            case when ($of_file | $of_held) & 2 = 0 then channel end,
            case when ($of_file | $of_held) & 4 = 0 then store end,
            case when ($of_file | $of_held) & 8 = 0 then salesperson end,
            case when ($of_file | $of_held) & 16 = 0 then category end,
            case when $untold::integer is not null then is_return end,
            case when $untold::integer & 1 = 0 then email end,
            case when $untold::integer & 2 = 0 then phone end,
            case when $untold::integer & 4 = 0 then customer_name end,
            case when $untold::integer & 8 = 0 then city end,
            case when $untold::integer & 16 = 0 then country end) as content
    from lines_compared
    where (side = 'file' and unknown = $of_file and untold = coalesce($untold::integer, untold)
            and line not in (select row_number from known_lines))
        or (side = 'held' and unknown = $of_held
            and line not in (select held_line from known_lines))
),

numbered as (
    select *, row_number() over (partition by side, content order by line) as occurrence
    from compared
)

select f.line, h.line
from numbered as f
inner join numbered as h on h.content = f.content and h.occurrence = f.occurrence
where f.side = 'file' and h.side = 'held'
