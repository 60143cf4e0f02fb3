"""What makes of a checkout what people install: licences, packages, installers, sums. Nothing here is shipped."""
