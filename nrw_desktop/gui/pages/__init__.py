"""The pages of the window and the cards on them."""
