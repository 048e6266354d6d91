"""Mutation testing of the rules, the state, money and the feed: would a test notice if this line were another?

`make mutants` tries all mutants and goes on where it was stopped; `make mutants SAMPLE=200` a fixed sample.
"""
