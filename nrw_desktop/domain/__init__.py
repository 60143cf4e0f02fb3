"""What a plan is: pure values and rules, nothing read, nothing written."""
