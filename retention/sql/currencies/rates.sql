-- one row per month and currency: the rate into the reporting currency, and who entered it when
select month, currency, rate, reporting, who, entered_at
from rates
where reporting = $reporting
order by currency, month
