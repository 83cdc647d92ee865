-- one row per spelling of a number that is not plain, taken apart; each spelling is looked at once.
-- form: whole, dot or comma (the decimal mark is certain), dot3 or comma3 (one mark before three
-- digits: thousands or decimals), exponent, nothing (an empty cell in words), NULL (no number)
create or replace temp table number_texts as
with spellings as (
    select quantity as cell from staged
    union all select unit_price from staged
    union all select discount from staged
    union all select amount from staged
    union all select unit_cost from staged
    union all select order_amount from staged
    union all select refunded from staged
),

odd as (
    select distinct cell from spellings
    where cell is not null and cell <> '' and not is_plain_number(cell)
),

tidy as (
    select cell,
        trim(regexp_replace(translate(cell, '−–’`', '--'''''), '[\s\x{A0}\x{202F}]+', ' ', 'g'))
            as written
    from odd
),

taken_apart as (
    select cell, written,
        regexp_extract(
            written,
            '^(\(|[-+])? ?(?:\p{Sc}|\p{L}{1,4}\.?|\p{L}{1,2}\p{Sc})? ?([-+])? ?'
            || '([0-9][0-9 .,'']*|[.,][0-9]+)'
            || ' ?(%|\p{Sc}|\p{L}{1,4}\.?|\p{L}{1,2}\p{Sc})? ?([-)])?$',
            ['opening', 'sign', 'digits', 'unit', 'closing']
        ) as part
    from tidy
),

grouped as (
    select cell, written, part,
        rtrim(part.digits) as digits,
        regexp_matches(rtrim(part.digits), '[ '']') as is_grouped,
        part.opening in ('-', '(') or part.sign = '-' or part.closing = '-' as is_negative,
        (part.opening = '(') = (part.closing = ')')
            and (part.opening in ('-', '+'))::int + (part.sign <> '')::int
                + (part.closing = '-')::int <= 1 as is_balanced
    from taken_apart
)

select
    cell,
    is_negative,
    part.unit = '%' as is_percent,
    replace(replace(digits, ' ', ''), '''', '') as digits,
    case
        when list_contains($nothing, lower(written)) then 'nothing'
        when regexp_full_match(written, '[-+]?[0-9]([.,][0-9]+)?[eE][-+]?[0-9]{1,2}')
            then 'exponent'
        when not is_balanced or digits = '' then null
        when is_grouped then case
            when regexp_full_match(digits, '[0-9]{1,3}([ ''][0-9]{3})+') then 'whole'
            when regexp_full_match(digits, '[0-9]{1,3}([ ''][0-9]{3})+\.[0-9]*') then 'dot'
            when regexp_full_match(digits, '[0-9]{1,3}([ ''][0-9]{3})+,[0-9]*') then 'comma'
            end
        when regexp_full_match(digits, '[0-9]+') then 'whole'
        when regexp_full_match(digits, '[1-9][0-9]{0,2}\.[0-9]{3}') then 'dot3'
        when regexp_full_match(digits, '[1-9][0-9]{0,2},[0-9]{3}') then 'comma3'
        when regexp_full_match(digits, '[0-9]*\.[0-9]*') then 'dot'
        when regexp_full_match(digits, '[0-9]*,[0-9]*') then 'comma'
        when regexp_full_match(digits, '[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}(\.[0-9]*)?') then 'dot'
        when regexp_full_match(digits, '[0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?') then 'comma'
    end as form
from grouped
