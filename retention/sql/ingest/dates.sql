-- one row per spelling that is not plain: the moment it means, NULL where it is none. A time with
-- its zone beside it becomes that of $time_zone, the shop's, and stays as written where that is NULL
-- or the zone's letters are not certain. $date_order is dmy, mdy or ymd. A spreadsheet's count of
-- days from 30 December 1899 is a date only where no date is written in any other way
create or replace temp table dates as
with ordered as (
    select cell, form,
        case when form <> 'serial' then rest end as rest,
        case when form = 'serial' then try_cast(first as integer) end as days,
        case when form = 'serial' then try_cast('0.' || rest as decimal(18, 12)) end as day_share,
        case
            when form <> 'numbers' or length(first) = 4 or $date_order = 'ymd' then first
            else last
        end as year,
        case
            when form = 'numbers' and length(first) < 4 and $date_order = 'mdy' then first
            else second
        end as month,
        case
            when form <> 'numbers' or length(first) = 4 or $date_order = 'ymd' then last
            when $date_order = 'mdy' then second
            else first
        end as day
    from date_texts
),

timed as (
    select *,
        regexp_extract(upper(trim(rest)),
            '^([0-9]{1,2})(?:[:.H]([0-9]{2}))(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)? ?([AP]\.?M\.?)?'
            || '((?: ?(?:Z|[A-Z]{3,4}|(?:UTC|GMT)?[-+][0-9]{1,2}:?(?:[0-9]{2})?))*)$',
            ['hour', 'minute', 'second', 'half', 'zone']) as clock
    from ordered
),

-- a number says more than letters: "-0400 EDT"
zoned as (
    select *,
        regexp_extract(clock.zone, '([-+])([0-9]{1,2}):?([0-9]{2})?(?: |$)',
            ['sign', 'hours', 'minutes']) as ahead,
        regexp_extract(clock.zone, '[A-Z]+') as zone_name
    from timed
),

numbered as (
    select cell, form, rest, clock, days, day_share,
        case when length(year) = 2 then try_cast(year as integer)
            + case when try_cast(year as integer) < 70 then 2000 else 1900 end
            else try_cast(year as integer) end as year,
        lpad(month, 2, '0') as month,
        lpad(day, 2, '0') as day,
        case
            when clock.hour = '' then '00'
            when clock.half like 'P%' and try_cast(clock.hour as integer) < 12
                then cast(try_cast(clock.hour as integer) + 12 as varchar)
            when clock.half like 'A%' and clock.hour = '12' then '00'
            else lpad(clock.hour, 2, '0')
        end as hour,
        z.zone_name,
        case
            when ahead.sign <> '' then case ahead.sign when '-' then -1 else 1 end
                * (try_cast(ahead.hours as integer) * 60
                    + coalesce(try_cast(ahead.minutes as integer), 0))
            else n.minutes
        end as minutes_ahead
    from zoned as z
    left join zone_names as n on n.name = z.zone_name
),

-- without a serial there is nothing to join and the rows are not looked at
serials as (
    select not exists (select 1 from date_texts where form in ('numbers', 'named', 'compact'))
        and coalesce((
            select bool_and(not is_plain_time(s.ordered_at))
            from staged as s, (select distinct form from date_texts where form = 'serial') as counted
        ), true) as is_all_serial
),

written as (
    select cell, form, zone_name, minutes_ahead,
        case
            when days is not null and is_all_serial
                then timestamp '1899-12-30' + to_days(days)
                    + to_seconds(round(coalesce(day_share, 0) * 86400)::integer)
            when days is not null then null
            when coalesce(trim(rest), '') = '' or clock.hour <> ''
            then try_cast(concat(year, '-', month, '-', day, ' ', hour, ':',
                coalesce(nullif(clock.minute, ''), '00'), ':',
                coalesce(nullif(clock.second, ''), '00')) as timestamp)
        end as moment
    from numbered, serials
)

select cell, coalesce(form = 'nothing', false) as is_nothing,
    case
        when abs(minutes_ahead) > 14 * 60 then null
        when minutes_ahead is null or $time_zone is null then moment
        else timezone($time_zone, timezone('UTC', moment - to_minutes(minutes_ahead)))
    end as moment,
    moment is not null and minutes_ahead is not null as has_zone,
    case when moment is not null and minutes_ahead is null then nullif(zone_name, '') end
        as unknown_zone
from written
