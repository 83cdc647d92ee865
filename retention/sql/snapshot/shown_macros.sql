-- the customers whose first purchase is inside the filters, with what they are told apart by and one
-- of 200 blocks, by which they are resampled: all, acquisition (how the files of customers say that
-- they were won, else the channel of the first purchase), the year of the first purchase, or what it
-- was like in any way of began_by, of whom the files say it
create or replace temp macro members_by(apart, since) as table
    select
        s.customer_key,
        s.first_day,
        s.customer_key % 200 as block,
        case apart
            when 'all' then 'all'
            when 'year' then cast(year(s.first_day) as varchar)
            when 'acquisition' then coalesce(w.acquired_via, nullif(b.began_with, ''))
            else nullif(b.began_with, '')
        end as grp
    from shown as s
    inner join began_by(
        case when apart = 'acquisition' then 'channel' when apart in ('all', 'year') then ''
            else apart end
    ) as b on b.customer_key = s.customer_key
    inner join people as w on w.customer_key = s.customer_key
    where s.number = 1 and (since::date is null or s.first_day >= since::date);

-- what was spent to win customers in each month that is over by an evening: by channel where the costs
-- name one, and '' for all of the month together
create or replace temp macro told_costs(evening) as table
    -- one name in two spellings is one channel
    select
        month,
        min(min(channel)) over (partition by lower(channel)) as channel,
        sum(amount) as amount
    from acquisition_costs
    where coalesce(channel, '') <> '' and cast(month + to_months(1) as date) - 1 <= evening
    group by month, lower(channel)
    union all
    select month, '' as channel, sum(amount) as amount
    from acquisition_costs
    where cast(month + to_months(1) as date) - 1 <= evening
    group by month;

-- the customers won in those months, once for their channel (the one that the files of customers
-- name, else that of the first purchase) and once for all together, with their block as above
create or replace temp macro won_customers(evening) as table
    select
        t.channel,
        p.customer_key,
        p.day as first_day,
        t.month,
        p.customer_key % 200 as block
    from told_costs(evening) as t
    inner join purchases as p
        on p.number = 1 and cast(date_trunc('month', p.day) as date) = t.month
    inner join customers_now as c on c.customer_key = p.customer_key
    inner join people as w on w.customer_key = p.customer_key
    where t.channel = '' or lower(t.channel) = lower(coalesce(w.acquired_via, c.first_channel));

-- one row: the two adjacent equal windows that end on an evening, each given by its first day. So
-- many months each, or half the history each where it is shorter than both together. No row before
-- two days of history
create or replace temp macro windows_of(evening, many) as table
    with history as (
        select min(day) as first_day from purchase_parts
    ),

    months as (
        select
            first_day,
            cast(evening + 1 - to_months(cast(2 * many as integer)) as date) as before_begins,
            cast(evening + 1 - to_months(cast(many as integer)) as date) as begins,
            cast(floor((evening - first_day + 1) / 2) as integer) as half
        from history
    )

    select
        case when first_day <= before_begins then before_begins else evening + 1 - 2 * half end
            as before_begins,
        case when first_day <= before_begins then begins else evening + 1 - half end as begins,
        first_day <= before_begins as whole
    from months
    where half > 0;

-- one row per customer with an amount inside the filters in one of those windows: what they spent
-- net in each, and whether their first purchase of all lies in the later one
create or replace temp macro spent_in_windows(evening, many) as table
    with firsts as (
        select customer_key, first_day from purchases where number = 1
    ),

    spent as (
        select
            p.customer_key,
            max(w.begins) as begins,
            coalesce(sum(case when p.day < w.begins then p.amount end), 0) as before,
            coalesce(sum(case when p.day >= w.begins then p.amount end), 0) as after
        from shown_parts as p
        cross join windows_of(evening, many) as w
        where p.customer_key is not null and p.day >= w.before_begins and p.amount is not null
        group by p.customer_key
    )

    select s.customer_key, s.before, s.after, coalesce(f.first_day >= s.begins, false) as is_new
    from spent as s
    left join firsts as f on f.customer_key = s.customer_key
    where s.before <> 0 or s.after <> 0;
