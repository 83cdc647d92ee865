-- one row per spelling that is not plain: its value, NULL where it is no number of a bearable size.
-- $decimal_mark decides what "1.234" and "1,234" are
create or replace temp table numbers as
with dotted as (
    select cell, form, is_percent, is_negative, sign,
        case
            when form in ('whole', 'dot') then replace(digits, ',', '')
            when form = 'comma' then replace(replace(digits, '.', ''), ',', '.')
            when form = 'dot3' and $decimal_mark = '.' then digits
            when form = 'dot3' then replace(digits, '.', '')
            when form = 'comma3' and $decimal_mark = ',' then replace(digits, ',', '.')
            when form = 'comma3' then replace(digits, ',', '')
        end as digits
    from number_texts
),

valued as (
    select cell, form, is_percent, is_negative, sign,
        case
            when form = 'exponent'
                then try_cast(try_cast(replace(trim(cell), ',', '.') as double) as decimal(18, 4))
            else try_cast(digits as decimal(18, 4))
        end as size
    from dotted
)

select cell, form = 'nothing' as is_nothing, coalesce(is_percent, false) as is_percent,
    case when is_negative and form <> 'exponent' then -size else size end as value,
    (
        select min(c.currency) from currency_signs as c
        where valued.sign = c.sign
            or (length(c.sign) > 3 and starts_with(valued.sign, c.sign))
    ) as currency
from valued
