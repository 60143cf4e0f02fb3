"""What other people's files say, as a draft of a plan, and the one change that brings it into a plan."""
