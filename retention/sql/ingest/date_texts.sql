-- one row per spelling of a date that is not plain, taken apart; each spelling is looked at once.
-- form: numbers (first, second, last as written), named (a month in letters), compact (yyyymmdd),
-- serial (a spreadsheet's count of days), nothing, NULL (no date); rest is the time of day
create or replace temp table date_texts as
with spellings as (
    select ordered_at as cell from staged
    union all select promised_at from staged
    union all select delivered_at from staged
    union all select cancelled_at from staged
),

odd as (
    select distinct cell from spellings
    where cell is not null and cell <> '' and not is_plain_time(cell)
),

tidy as (
    select cell, trim(regexp_replace(cell, '[\s\p{Z}]+', ' ', 'g')) as spaced from odd
),

-- "Fri, 5 Jan 2024", "Fri Jan 5 2024", "Fr. 05.01.2024": the day of the week says nothing more
weekless as (
    select cell,
        regexp_replace(
            regexp_replace(spaced, '^\p{L}{2,13}\.?, ', ''),
            '^\p{L}{2,3}\.? ([0-9]{1,2}[-./][0-9]|\p{L}{3})', '\1'
        ) as written
    from tidy
),

taken_apart as (
    select cell, written,
        regexp_extract(written,
            '^([0-9]{1,4})([-/.]) ?([0-9]{1,2})[-/.] ?([0-9]{1,4})\.?(?: ?[гр]\.?)?(?:[T ,]+(.*))?$',
            ['first', 'mark', 'second', 'last', 'rest']) as numbers,
        regexp_extract(written,
            '^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})[T ]?([0-9]{2})?:?([0-9]{2})?:?([0-9]{2})?(Z)?$',
            ['year', 'month', 'day', 'hour', 'minute', 'second', 'zone']) as compact,
        regexp_extract(written, '^([2-6][0-9]{4})(?:[.,]([0-9]+))?$', ['days', 'share']) as serial,
        regexp_extract(lower(written),
            '^([0-9]{1,2})(?:st|nd|rd|th|er|\.|º)?[-. ]*(?:de )?(\p{L}{2,})[-., ]+(?:de )?([0-9]{4}|[0-9]{2})(?: ?[гр]\.?)?(?:[t ,]+(.*))?$',
            ['day', 'month', 'year', 'rest']) as day_first,
        regexp_extract(lower(written),
            '^(\p{L}{3,})\.?[- ]([0-9]{1,2})(?:st|nd|rd|th)?(?:,|,? |-)([0-9]{4})(?:[t ,]+(.*))?$',
            ['month', 'day', 'year', 'rest']) as month_first,
        regexp_extract(lower(written),
            '^([0-9]{4})\.?[- ](\p{L}{3,})\.?[- ]([0-9]{1,2})\.?(?:[t ,]+(.*))?$',
            ['year', 'month', 'day', 'rest']) as year_first
    from weekless
),

formed as (
    select *,
        case
            when list_contains($nothing, lower(written)) then 'nothing'
            when numbers.mark <> '' and 4 in (length(numbers.first), length(numbers.last))
                or numbers.mark <> '' and length(numbers.first) <= 2 and length(numbers.last) = 2
                then 'numbers'
            when compact.year <> '' then 'compact'
            when serial.days <> '' then 'serial'
            when coalesce(nullif(day_first.month, ''), nullif(month_first.month, ''),
                nullif(year_first.month, '')) is not null then 'named'
        end as form
    from taken_apart
)

select
    f.cell,
    f.form,
    f.numbers.mark as mark,
    case f.form
        when 'numbers' then f.numbers.first
        when 'compact' then f.compact.year
        when 'serial' then f.serial.days
        else coalesce(nullif(f.day_first.year, ''), nullif(f.month_first.year, ''),
            nullif(f.year_first.year, ''))
    end as first,
    case f.form
        when 'numbers' then f.numbers.second
        when 'compact' then f.compact.month
        else cast(m.month as varchar)
    end as second,
    case f.form
        when 'numbers' then f.numbers.last
        when 'compact' then f.compact.day
        else coalesce(nullif(f.day_first.day, ''), nullif(f.month_first.day, ''),
            nullif(f.year_first.day, ''))
    end as last,
    case f.form
        when 'numbers' then f.numbers.rest
        when 'compact' then case when f.compact.hour <> '' then f.compact.hour || ':'
            || coalesce(nullif(f.compact.minute, ''), '00') || ':'
            || coalesce(nullif(f.compact.second, ''), '00') || f.compact.zone else '' end
        when 'serial' then f.serial.share
        else concat(f.day_first.rest, f.month_first.rest, f.year_first.rest)
    end as rest
from formed as f
left join month_names as m
    on m.name = strip_accents(coalesce(nullif(f.day_first.month, ''),
        nullif(f.month_first.month, ''), nullif(f.year_first.month, '')))
