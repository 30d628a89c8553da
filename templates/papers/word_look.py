"""The look of the Word templates: page, header and footer, and every style by its name."""  # noqa: INP001 -- beside build_word_templates.py

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

TEXT_WIDTH = 162
_TEXT_TWIPS = 9185
_TYPEFACE = "Calibri"
_QUIET, _ACCENT, _RULE = "505963", "1D4373", "B5BDC6"

_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def size(points: float) -> str:
    """This size, for all scripts."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def colour(value: str) -> str:
    """Text in this colour."""
    return f'<w:color w:val="{value}"/>'


def space(before: float, after: float, line: int = 264) -> str:
    """Space around a paragraph in points; 240 is a line without leading."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{line}" w:lineRule="auto"/>'
    )


def rule(side: str, width: int, gap: int = 6, value: str = "1A1E24") -> str:
    """A rule at one side of a paragraph or a cell; the width is in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{gap}" w:color="{value}"/>'


def heading(level: int) -> str:
    """What makes a paragraph a heading that stays with what follows."""
    return f'<w:outlineLvl w:val="{level - 1}"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_TABS = f'<w:tabs><w:tab w:val="right" w:pos="{_TEXT_TWIPS}"/></w:tabs>'
_FRAMED = '<w:bdr w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
_INDENT = '<w:ind w:left="397" w:right="397"/>'

# Name, what it is based on, paragraph properties in the order of the schema, run properties.
PARAGRAPHS: tuple[tuple[str, str, str, str], ...] = (
    ("Marking", "Normal", space(0, 90), _BOLD + size(11) + _FRAMED),
    ("Partnership", "Normal", space(0, 4), colour(_QUIET) + size(13)),
    ("Title", "Normal", space(0, 8, 228), _BOLD + size(30)),
    ("Subtitle", "Normal", space(0, 36), colour(_QUIET) + size(15)),
    ("Fact Label", "Normal", space(2, 2), colour(_QUIET)),
    ("Fact", "Normal", space(2, 2), ""),
    ("Contents Heading", "Normal", "<w:keepNext/>" + space(36, 6), _BOLD + size(12)),
    ("toc 1", "Normal",
     f"<w:pBdr>{rule('top', 4, 3, _RULE)}{rule('between', 4, 3, _RULE)}</w:pBdr>{_TABS}"
     + space(0, 0, 300), ""),
    ("toc 2", "toc 1", '<w:ind w:left="360"/>', ""),
    ("heading 1", "Normal",
     f"{_KEEP}<w:pBdr>{rule('top', 12, 6)}</w:pBdr>" + space(30, 10, 240) + heading(1),
     _BOLD + size(19)),
    ("heading 2", "Normal", _KEEP + space(16, 4, 240) + heading(2),
     _BOLD + colour(_ACCENT) + size(13)),
    ("heading 3", "Normal", _KEEP + space(12, 3, 240) + heading(3), _BOLD + size(11.5)),
    ("heading 4", "Normal", _KEEP + space(10, 2, 240) + heading(4), _BOLD + size(10.5)),
    ("heading 5", "Normal", _KEEP + space(8, 2, 240) + heading(5), _ITALIC + size(10.5)),
    ("List Bullet", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>' + space(0, 3), ""),
    ("List Bullet 2", "List Bullet", '<w:numPr><w:numId w:val="2"/></w:numPr>', ""),
    ("List Bullet 3", "List Bullet", '<w:numPr><w:numId w:val="3"/></w:numPr>', ""),
    ("List Number", "Normal", '<w:numPr><w:numId w:val="4"/></w:numPr>' + space(0, 3), ""),
    ("List Number 2", "List Number", '<w:numPr><w:numId w:val="5"/></w:numPr>', ""),
    ("List Number 3", "List Number", '<w:numPr><w:numId w:val="6"/></w:numPr>', ""),
    ("Source", "Normal", '<w:keepNext/><w:numPr><w:numId w:val="7"/></w:numPr>' + space(6, 1), ""),
    ("List Continue", "Normal", space(0, 3) + '<w:ind w:left="397"/>', ""),
    ("List Continue 2", "List Continue", '<w:ind w:left="794"/>', ""),
    ("List Continue 3", "List Continue", '<w:ind w:left="1191"/>', ""),
    ("Quote", "Normal",
     f"<w:pBdr>{rule('left', 12, 10, _RULE)}</w:pBdr>" + space(4, 6) + _INDENT,
     _ITALIC),
    ("Table Text", "Normal", space(3, 3, 252), size(10)),
    ("Table Strong", "Table Text", "", _BOLD),
    ("Mark", "Normal", space(0, 4), _BOLD + size(8.5) + _FRAMED),
    ("Table Note", "Table Text", space(0, 3, 252), colour(_QUIET) + size(9.5)),
    ("Table Head", "Table Text", "<w:keepNext/>", colour(_QUIET) + size(9)),
    ("Table End", "Normal", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>', size(2)),
    ("Section Break", "Table End", '<w:spacing w:line="20" w:lineRule="exact"/>', ""),
    ("Remark", "Normal", "", colour(_QUIET)),
    ("header", "Normal", _TABS + space(0, 0, 240), colour(_QUIET) + size(8.5)),
    ("footer", "Normal", _TABS + space(0, 0, 240), colour(_QUIET) + size(8.5)),
)  # fmt: skip

_CELLS = (
    '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
)
_ROOMY = (
    '<w:tblCellMar><w:top w:w="100" w:type="dxa"/><w:left w:w="227" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="227" w:type="dxa"/></w:tblCellMar>'
)


def frame(width: int, left: int, value: str) -> str:
    """The four borders of a box."""
    sides = (("top", width), ("left", left), ("bottom", width), ("right", width))
    return "".join(rule(side, thickness, 0, value) for side, thickness in sides)


_FIRST_ROW = (
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f"{rule('bottom', 8, 0)}</w:tcBorders></w:tcPr></w:tblStylePr>"
)

# Name, borders, cell margins, what the first row adds. Boxes differ by rule, not by colour.
TABLES = (
    ("Paper Table", rule("bottom", 4, 0, _RULE) + rule("insideH", 4, 0, _RULE), _CELLS,
     _FIRST_ROW),
    ("Facts Table", "", _CELLS, ""),
    ("If Raised", frame(6, 48, _QUIET), _ROOMY, ""),
    ("Outcome Box", frame(12, 12, "1A1E24"), _ROOMY, ""),
)  # fmt: skip


def style_id(name: str) -> str:
    """How the XML calls a style."""
    return "".join(word.capitalize() for word in name.split())


def _paragraph_style(name: str, base: str, paragraph: str, run: str) -> str:
    own = "" if name.split(maxsplit=1)[0] in _BUILT_IN else ' w:customStyle="1"'
    follows = '<w:next w:val="Normal"/>' if name.startswith(("heading", "Title", "Sub")) else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{style_id(base)}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_BUILT_IN = {"Title", "Subtitle", "toc", "heading", "List", "Quote", "header", "footer"}


def _table_style(name: str, borders: str, margins: str, first_row: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr>{first_row}</w:style>"
    )


def _styles() -> str:
    fonts = " ".join(f'w:{kind}="{_TYPEFACE}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'{size(10.5)}<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{space(0, 6, 276)}</w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        "</w:style>"
        '<w:style w:type="character" w:customStyle="1" w:styleId="Code"><w:name w:val="Code"/>'
        '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
        f"{size(9.5)}</w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr>{colour(_ACCENT)}<w:u w:val="single"/></w:rPr></w:style>'
        + "".join(_paragraph_style(*style) for style in PARAGRAPHS)
        + "".join(_table_style(*style) for style in TABLES)
        + "</w:styles>"
    )


def _numbering() -> str:
    kinds = [("bullet", sign) for sign in "•\u2013•"] + [("decimal", "%1.")] * 4
    names = [f"List{kind}{rank}" for kind in ("Bullet", "Number") for rank in ("", "2", "3")]
    names.append("Source")
    models = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{name}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{397 * (n % 3 + 1)}" w:hanging="397"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
        for n, ((kind, sign), name) in enumerate(zip(kinds, names, strict=True))
    )
    numbers = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(len(names))
    )
    return f"<w:numbering {nsdecls('w')}>{models}{numbers}</w:numbering>"


_SETTINGS = f"""<w:settings {nsdecls("w")}><w:mirrorMargins/><w:defaultTabStop w:val="720"/>
<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:val="15"
 w:uri="http://schemas.microsoft.com/office/word"/>
</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""


def dress(document: Document) -> None:
    """Give an empty document our styles and our page, and take away what it came with."""
    for element, xml in (
        (document.styles.element, _styles()),
        (document.part.numbering_part.element, _numbering()),
        (document.settings.element, _SETTINGS),
    ):
        _become(element, parse_xml(xml))
    _drop(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.gutter = Mm(20), Mm(20), Mm(8)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.header_distance, section.footer_distance = Mm(13), Mm(12)


def _become(element: BaseOxmlElement, model: BaseOxmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(model))


def _drop(document: Document) -> None:
    """Drop the thumbnail and the other parts that the empty document brings along."""
    package = document.part.package
    for rels, ending in (
        (package.rels, "thumbnail"),
        (document.part.rels, "stylesWithEffects"),
        (document.part.rels, "customXml"),
        (document.part.rels, "webSettings"),
    ):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(ending)]:
            rels.pop(key)
