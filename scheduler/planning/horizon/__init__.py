"""The best plan of a whole horizon: every slot's days weighed together, exactly.

It knows nothing of meetings: numbers in, numbers out. Slots stand in the order of time, each with a
cost for each of its days; links say which days of two slots go together. Variable elimination over
the slots gives the least cost, the earliest choice that has it, and what fixing any slot on any of
its days would cost (the min-marginals). Where its tables would be too wide, plans are searched
below a bound instead.
"""
