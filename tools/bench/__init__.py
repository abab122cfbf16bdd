"""Measurements (`make bench`): each compares ways of doing the same work in interleaved rounds of one run.

What counts is the ratio to the floor of the same run; times alone say more about the machine than about the code. A new measurement is
a function that returns a `Comparison`, and a row in `__main__.COMPARISONS`.
"""
