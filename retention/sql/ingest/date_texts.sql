-- one row per spelling of a date that is not plain, taken apart; each spelling is looked at once.
-- form: numbers (first, second, last as written), named (a month in letters), compact (yyyymmdd),
-- nothing, NULL (no date); rest is the time of day
create or replace temp table date_texts as
with spellings as (
    select ordered_at as cell from staged
    union all select promised_at from staged
    union all select delivered_at from staged
),

odd as (
    select distinct cell from spellings
    where cell is not null and cell <> '' and not is_plain_time(cell)
),

tidy as (
    select cell, trim(regexp_replace(cell, '[\s\x{A0}\x{202F}]+', ' ', 'g')) as written from odd
),

taken_apart as (
    select cell, written,
        regexp_extract(written,
            '^([0-9]{1,4})([-/.]) ?([0-9]{1,2})[-/.] ?([0-9]{1,4})\.?(?: ?[гр]\.?)?(?:[T ,]+(.*))?$',
            ['first', 'mark', 'second', 'last', 'rest']) as numbers,
        regexp_extract(written,
            '^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})?([0-9]{2})?([0-9]{2})?$',
            ['year', 'month', 'day', 'hour', 'minute', 'second']) as compact,
        regexp_extract(lower(written),
            '^([0-9]{1,2})(?:st|nd|rd|th|er|\.|º)?[-. ]*(?:de )?(\p{L}{3,})[-., ]+(?:de )?([0-9]{4}|[0-9]{2})(?: ?[гр]\.?)?(?:[t ,]+(.*))?$',
            ['day', 'month', 'year', 'rest']) as day_first,
        regexp_extract(lower(written),
            '^(\p{L}{3,})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})(?:[t ,]+(.*))?$',
            ['month', 'day', 'year', 'rest']) as month_first,
        regexp_extract(lower(written),
            '^([0-9]{4})\.?[- ](\p{L}{3,})\.?[- ]([0-9]{1,2})\.?(?:[t ,]+(.*))?$',
            ['year', 'month', 'day', 'rest']) as year_first
    from tidy
),

formed as (
    select *,
        case
            when list_contains($nothing, lower(written)) then 'nothing'
            when numbers.mark <> '' and 4 in (length(numbers.first), length(numbers.last))
                or numbers.mark <> '' and length(numbers.first) <= 2 and length(numbers.last) = 2
                then 'numbers'
            when compact.year <> '' then 'compact'
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
            || coalesce(nullif(f.compact.second, ''), '00') else '' end
        else concat(f.day_first.rest, f.month_first.rest, f.year_first.rest)
    end as rest
from formed as f
left join month_names as m
    on m.name = coalesce(nullif(f.day_first.month, ''), nullif(f.month_first.month, ''),
        nullif(f.year_first.month, ''))
