insert into rates values ($month, $currency, $reporting, $rate, $who, $entered_at)
