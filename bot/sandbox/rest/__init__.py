"""Discord's REST API: one module per family of routes, each with a table of its routes."""
