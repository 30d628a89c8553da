"""Rules in words and back, in English and in French.

A rule is said in phrases (`phrases`), of which each language has a template whose fields are forms
(`forms`); a form writes a value and reads it back, so that a sentence means one rule.
"""

from scheduler.recurrence.words.saying import in_words
from scheduler.recurrence.words.saying_sets import set_in_words

__all__ = ["in_words", "set_in_words"]
