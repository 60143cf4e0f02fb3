"""What is set for all plans."""
