"""From rows whose columns are known to a draft of a plan with its questions, as a pure function of both."""
