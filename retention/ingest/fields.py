"""The fields of a sales line, by the names that `--map` and the mapping screen use."""

NUMBER_FIELDS = ("quantity", "unit_price", "discount", "amount", "unit_cost")
TIME_FIELDS = ("ordered_at", "promised_at", "delivered_at")

SALES_FIELDS = (
    "order_id",
    "ordered_at",
    "customer",
    "customer_name",
    "email",
    "phone",
    "product",
    "product_name",
    "category",
    "quantity",
    "unit_price",
    "discount",
    "amount",
    "unit_cost",
    "currency",
    "country",
    "city",
    "channel",
    "store",
    "salesperson",
    "coupon_code",
    "promised_at",
    "delivered_at",
    "status",
)

# What a person calls each field in a sentence.
WORDS = {
    "order_id": "the order number",
    "ordered_at": "the date of sale",
    "customer": "the customer",
    "customer_name": "the customer's name",
    "email": "the e-mail address",
    "phone": "the phone number",
    "product": "the product code",
    "product_name": "the product",
    "category": "the category",
    "quantity": "the quantity",
    "unit_price": "the price of one piece",
    "discount": "the discount",
    "amount": "the amount",
    "unit_cost": "the cost of one piece",
    "currency": "the currency",
    "country": "the country",
    "city": "the city",
    "channel": "the channel",
    "store": "the shop",
    "salesperson": "the salesperson",
    "coupon_code": "the coupon",
    "promised_at": "the promised date",
    "delivered_at": "the date of delivery",
    "status": "the status",
}
