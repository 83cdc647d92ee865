"""The sample: a made-up tea and coffee shop with planted, documented stories.

`write_sales(path, seed=2026)` writes its three years of sales as one CSV; `stories` holds what
is planted; `data/README.md` tells it in words.
"""

from retention.demo.world import DEFAULT_SEED, write_sales

__all__ = ["DEFAULT_SEED", "write_sales"]
