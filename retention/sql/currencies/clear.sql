delete from rates
