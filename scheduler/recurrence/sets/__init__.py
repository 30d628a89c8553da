"""What a recurrence set is made of, from rules and lists to algebra.

A `Source` holds moments in order: the instances of a rule, or a list (`listed`). Sources make
sources: one with EXDATEs and RDATEs (`amended`), several as one less others (`merged`), what two
have in common (`intersected`), a part that an override moves (`stretch`) or an EXRULE leaves
(`tails`), the same in another zone (`elsewhere`). `members` puts those of one set together;
`lazy_set` asks them, `algebra` combines sets, `split` cuts one in two, `cycles` says when all
repeats.
"""
