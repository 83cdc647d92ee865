-- the periods of cohorts, said once for every question that counts in them. $grain: week, month,
-- quarter, year. $clock: calendar periods, or elapsed ones of 7, 30, 91 or 365 days since the own
-- first purchase.

create or replace temp macro unit_days(grain) as
    case grain when 'week' then 7 when 'month' then 30 when 'quarter' then 91 else 365 end;

-- the period, from 0 on, in which a day falls for a customer who began on first_day
create or replace temp macro period_of(grain, clock, first_day, day) as
    case
        when clock = 'elapsed' then cast(floor((day - first_day) / unit_days(grain)) as integer)
        when grain = 'week' then cast(floor((
            cast(date_trunc('week', day) as date) - cast(date_trunc('week', first_day) as date)
        ) / 7) as integer)
        when grain = 'year' then year(day) - year(first_day)
        when grain = 'quarter' then
            (year(day) - year(first_day)) * 4 + quarter(day) - quarter(first_day)
        else (year(day) - year(first_day)) * 12 + month(day) - month(first_day)
    end;

-- the last day of that period for a cohort of which the newest member began on newest_first_day
create or replace temp macro period_ends(grain, clock, cohort, newest_first_day, period) as
    case
        when clock = 'elapsed' then newest_first_day + (period + 1) * unit_days(grain) - 1
        when grain = 'week' then cohort + (period + 1) * 7 - 1
        else cast(cohort + to_months((period + 1)
            * case grain when 'year' then 12 when 'quarter' then 3 else 1 end) as date) - 1
    end;

-- the lines as they were known on the evening of a day: one cancelled later was still a sale. Who
-- holds the file knows on its last day of every cancelling in it, as in build/customer_days.sql
create or replace temp macro lines_known_on(evening) as table
    with told as (
        select *,
            cancelled_day is not null
                and least(cancelled_day, (select max(day) from lines)) > evening as is_sale_still
        from lines
        where day <= evening
    )
    select * exclude (is_sale_still) replace (
        case when is_sale_still then amount_until_cancelled else amount end as amount,
        case when is_sale_still then quantity_until_cancelled else quantity end as quantity,
        is_return and not is_sale_still as is_return,
        case when not is_sale_still then cancelled_day end as cancelled_day
    )
    from told;

-- the margin of sums of shown_parts: by the costs that the lines tell, else margin_share of the
-- amount; unknown where neither tells it
create or replace temp macro margin_of(amount, costed, cost, margin_share) as
    case
        when margin_share is null and amount <> coalesce(costed, 0) then null
        else coalesce(costed - cost, 0)
            + (amount - coalesce(costed, 0)) * coalesce(cast(margin_share as decimal(5, 4)), 0)
    end;

-- the whole months, a twelfth of a year each, that lie between two days, both counted
create or replace temp macro months_seen(first_day, day) as
    cast(floor((day - first_day + 1) * 12 / 365.0) as integer);

-- where the size of a first purchase is cut: at about the thirds of everybody's, written with two
-- digits, so that a band can be said
create or replace temp macro two_digits(amount) as
    cast(round(amount / pow(10, floor(log10(amount)) - 1)) * pow(10, floor(log10(amount)) - 1)
        as decimal(18, 4));

create or replace temp macro basket_cuts() as table
    select
        two_digits(quantile_cont(cast(amount as double), 1 / 3.0)) as middle_from,
        two_digits(quantile_cont(cast(amount as double), 2 / 3.0)) as large_from
    from purchases
    where number = 1 and amount > 0;

-- one row per customer with a purchase: what their first purchase was like, told $by one thing. ''
-- is everybody together as $by, and as an answer a customer of whom the files do not say
create or replace temp macro began_by(told_by) as table
    select customer_key, '' as began_with
    from purchases
    where number = 1 and told_by = ''
    union all
    select
        p.customer_key,
        coalesce(case told_by
            when 'product' then t.first_product
            when 'category' then t.first_category
            when 'channel' then t.first_channel
            when 'store' then t.first_store
            when 'salesperson' then t.first_salesperson
            when 'discount' then case when t.first_discounted then 'with a discount'
                when not t.first_discounted then 'without a discount' end
            when 'basket' then case when p.amount >= c.large_from then 'large'
                when p.amount >= c.middle_from then 'middle'
                when p.amount > 0 then 'small' end
            when 'acquired_via' then a.acquired_via
        end, '') as began_with
    from purchases as p
    left join first_touch as t on t.customer_key = p.customer_key
    left join people as a on a.customer_key = p.customer_key
    cross join basket_cuts() as c
    where p.number = 1 and told_by <> '';
