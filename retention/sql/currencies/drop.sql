delete from rates
where month = $month and currency = $currency and reporting = $reporting
