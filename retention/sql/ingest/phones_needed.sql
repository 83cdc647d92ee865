-- one row per spelling of a phone number on rows that nothing else gives to a customer
select distinct phone
from staged
where coalesce(trim(phone), '') <> ''
    and coalesce(trim(customer), '') = ''
    and coalesce(trim(email), '') = ''
