"""Word files as they come back: with comments and tracked changes, written as Word writes them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="berschrift1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text: str, who: str = "Bea Ruiz", at: str = "2027-05-18T10:00:00Z") -> str:
    return f'<w:ins w:id="1" w:author="{who}" w:date="{at}">{run(text)}</w:ins>'


def deleted(text: str, who: str = "Bea Ruiz", at: str = "2027-05-18T10:00:00Z") -> str:
    words = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="{who}" w:date="{at}">{words}</w:del>'


def commented(inner: str, number: int) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def heading(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>{run(text)}</w:p>'


def comment(number: int, *lines: str, who: str = "Bea Ruiz", at: str = "") -> str:
    date = f' w:date="{at}"' if at else ""
    said = "".join(paragraph(run(line)) for line in lines)
    return f'<w:comment w:id="{number}" w:author="{who}"{date}>{said}</w:comment>'


def returned(*paragraphs: str, comments: str = "") -> bytes:
    """The parts of a Word file that matter here."""
    body = f'<w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", body)
        file.writestr("word/styles.xml", _STYLES)
        if comments:
            file.writestr("word/comments.xml", f'<w:comments xmlns:w="{W}">{comments}</w:comments>')
    return content.getvalue()
