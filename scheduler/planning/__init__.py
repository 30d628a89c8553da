"""Dates for meetings: closed days, windows, spacing, and slots that shift with their reasons.

Pure: values in, proposals out. `today` is given; no clock and no file is asked.
"""
