"""What goes along with the work at the side: finding, checking."""
