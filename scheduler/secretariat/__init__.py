"""The officer's verbs: one function each, (session, what, *, now, officer) -> value.

They commit nothing; the door opens the transaction and commits it.
"""
