"""Tables and trees of records: their models, views, editors, and pasting into them."""
