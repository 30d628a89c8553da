"""The command line: parse, call one verb of the secretariat, print, commit. No rules here."""
