"""The whole record as readable text: one folder for each meeting, body, person and series."""
