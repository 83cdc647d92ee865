"""A documented table in, a Plotly figure out; one file per page's subject. See `theme`."""

from plotly.graph_objects import Figure

__all__ = ["Figure"]
