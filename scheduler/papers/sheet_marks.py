"""What tells a status sheet made here, and its boxes and columns, from any other file."""

REFERENCE, REPORT, DAY = "Reference", "Report", "On (day)"
KEY = "Sheet"
STATUS = "status"
# Tags of Word's boxes, before a reference.
REPORT_BOX, DAY_BOX = "report", "day"
EXPLAINED = (
    "Write where each commitment stands under Report, and when that happened under On (day), "
    "for example 2027-03-09. Leave empty what is as it was. Send the file back as it is."
)
EXPLAINED_IN_WORD = (
    "Write in the boxes only, without tracked changes or comments: where each commitment stands, "
    "and when that happened, for example 2027-03-09. Leave empty what is as it was."
)
