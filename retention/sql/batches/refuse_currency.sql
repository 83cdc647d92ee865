-- two currencies are never added up: lines in another one than the reporting currency are rejected
update checked
set reason = 'the currency is ' || currency || ' and these sales are counted in ' || $currency
    || '; load it into a database of its own, or change the amounts to ' || $currency
where reason is null and currency is not null and currency <> $currency
