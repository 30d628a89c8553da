"""Whatever is typed in Word, in whatever manner: no word of it is lost, and none is added."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.imports.forms.words import Surroundings, markdown_of
from scheduler.imports.markdown import parse_markdown
from scheduler.papers.blocks import text_of
from tests.counts import times
from tests.imports.forms.filling import paragraph, run

STYLES = ("Normal", "heading 1", "List Bullet", "List Bullet 3", "List Number", "Quote")
AROUND = Surroundings(styles={name: name.lower() for name in STYLES})
SIGNS = [*"ab1 \t.)#+-=*_`[]()<>|~!^\\&:é\n", "[^1]", "[^1]: ", "~~", "  ", "&amp;", "http://a.b"]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


@settings(max_examples=times(100, 3000), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STYLES),
            st.lists(st.tuples(WORDS, st.sets(st.sampled_from(["b", "i", "strike"]))), max_size=3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_word_is_lost_on_the_way(lines: list[tuple[str, list[tuple[str, set[str]]]]]) -> None:
    xml = "".join(
        paragraph("".join(run(text, *sorted(manners)) for text, manners in runs), style)
        for style, runs in lines
    )
    box = parse_xml(f"<w:sdtContent {nsdecls('w')}>{xml}</w:sdtContent>")

    said = text_of(parse_markdown(markdown_of(box, AROUND)))

    typed = "".join(text for _, runs in lines for text, _ in runs)
    assert "".join(said.split()) == "".join(typed.split())


def test_a_footnote_comes_with_the_text() -> None:
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    box = parse_xml(
        f"<w:sdtContent {nsdecls('w')}>{paragraph(run('Firm') + note + run('.'))}</w:sdtContent>"
    )
    around = Surroundings(footnotes={"7": "As *agreed*  in May."})

    assert markdown_of(box, around) == "Firm[^1].\n\n[^1]: As \\*agreed\\* in May."
