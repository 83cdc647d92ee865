select month, currency, lines::bigint as lines from waiting_lines order by currency, month
