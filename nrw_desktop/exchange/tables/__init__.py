"""What the tables of other people mean: a draft of a plan with its questions, as a pure function of both."""
