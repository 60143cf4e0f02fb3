"""How the paragraphs of a report look in Word: its headings, what leads in, notes, facts, lines to sign on."""

from nrw_desktop.exchange.exporting.word_parts import style

BOLD = "<w:b/><w:bCs/>"
"""Of a word within a paragraph."""
_LABEL = 2_600
"""How far what is said of something stands behind the word for it."""
_QUIET = '<w:color w:val="595959"/>'
STYLES = (
    style(
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="26"/>',
    ),
    style(
        "Heading3",
        "heading 3",
        '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="2"/>',
        '<w:b/><w:sz w:val="22"/>',
    ),
    style(
        "TOCHeading",
        "TOC Heading",
        '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="9"/>',
        '<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="26"/>',
    ),
    style("TOC2", "toc 2", '<w:spacing w:after="60"/>'),
    style("Lead", "Lead", '<w:spacing w:after="80"/>', '<w:sz w:val="22"/>'),
    style("Strong", "Strong Paragraph", "", "<w:b/>"),
    style("Note", "Note", "", f'{_QUIET}<w:sz w:val="18"/>'),
    style("Nothing", "Nothing", "", f"<w:i/>{_QUIET}"),
    style(
        "Fact",
        "Fact",
        f'<w:tabs><w:tab w:val="left" w:pos="{_LABEL}"/></w:tabs><w:ind w:left="{_LABEL}" w:hanging="{_LABEL}"/>',
    ),
    style("Gap", "Gap", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>'),
    style("Signature", "Signature", '<w:keepNext/><w:spacing w:before="900" w:after="0"/>'),
)
