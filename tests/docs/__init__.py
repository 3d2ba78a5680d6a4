"""What the papers say, made from the code: `make docs`."""
