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
    -- "100,-" is a hundred and nothing behind the mark
    select cell,
        regexp_replace(
            trim(regexp_replace(translate(cell, '−–‑‐—’`´‘′', '-----'''''''''''), '[\s\p{Z}]+', ' ', 'g')),
            '([0-9][.,]) ?--?($|[^-0-9])', '\1\2'
        ) as written
    from odd
),

taken_apart as (
    select cell, written,
        regexp_extract(
            written,
            '^([-+(])? ?(\p{Sc}|\p{L}{1,4}\.?|\p{L}{1,2}\p{Sc})? ?([-+(])? ?'
            || '([0-9][0-9 .,'']*|[.,][0-9]+)([-)])?'
            || ' ?(%|\p{Sc}|\p{L}{1,4}\.?|\p{L}{1,2}\p{Sc}|(?i:рубл|грив|лев|forint|euro|kron|złot|dollar|pound)\p{L}{0,3})?'
            || ' ?([-)])?$',
            ['opening', 'before', 'sign', 'digits', 'behind', 'unit', 'closing']
        ) as part
    from tidy
),

grouped as (
    select cell, written, part,
        rtrim(part.digits) as digits,
        regexp_matches(rtrim(part.digits), '[ '']') as is_grouped,
        concat(part.opening, part.sign, part.behind, part.closing) as signs
    from taken_apart
)

select
    cell,
    signs in ('-', '()', '(-)') as is_negative,
    part.unit = '%' as is_percent,
    upper(rtrim(case when part.before <> '' then part.before else part.unit end, '.')) as sign,
    replace(replace(digits, ' ', ''), '''', '') as digits,
    case
        when list_contains($nothing, lower(written)) then 'nothing'
        when regexp_full_match(written, '[-+]?[0-9]([.,][0-9]+)?[eE][-+]?[0-9]{1,2}')
            then 'exponent'
        when signs not in ('', '+', '-', '()', '(-)') or digits = '' then null
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
