"""The one exception whose text a person reads."""


class PlanError(Exception):
    """Something that cannot be done, said as one German sentence: what is wrong and what to do next.

    Nothing was written when it is raised.
    """


class ConflictError(PlanError):
    """A change does not fit the plan it meets: somebody else changed the same rows since."""
