"""Why a time is an instance of a recurrence set or none, part by part (`RecurrenceSet.explain`)."""

from scheduler.recurrence.explanation.values import Explanation, Reason

__all__ = ["Explanation", "Reason"]
