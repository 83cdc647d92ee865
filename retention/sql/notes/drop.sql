delete from notes where customer = $customer and entered_at = $entered_at
