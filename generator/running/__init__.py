"""Deadlines of the registers, as they run: one module a family, found by walking.

A module has `running(catalogue, day)`, which yields the clocks that have begun by a day; `clocks.running` makes one.
"""
