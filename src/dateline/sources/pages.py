"""HTML pages: the article, with its title, publisher and date. docs/decisions/0002-pages.md says why the article is what is kept."""

import re
from typing import NamedTuple

from dateline.issues import Issue
from dateline.sources.decoding import Undecodable, decode
from dateline.sources.given import Found, Given, Source, checked
from dateline.text.days import EARLIEST, LATEST, iso_date
from dateline.text.make import make_report

_OPENS = re.compile(
    r"""\s* (?: <\?xml [^>]{0,200} > \s* )? (?: <!-- .{0,2000}? --> \s* )*
        < (?: !doctype \s+ html | html | head | body | article | section | main | div | span | p | h[1-6] | meta | br | table | ul ) \b""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_TAG = re.compile(r"</?(?:p|div|html|head|body|article|h[1-6]|ul|span|title)\s*>|<br\s*/?>", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # lxml refuses text that declares an encoding
_LANGUAGE = re.compile(r"<html\b[^>]{0,300}?\blang\s*=\s*[\"']?([a-z]{2,3})\b", re.IGNORECASE)
_MOMENT = re.compile(
    r"""<meta \b (?= [^>]* \b(?:property|name|itemprop) \s*=\s* ["']?
            (?: article:published_time | og:published_time | datepublished | parsely-pub-date | dc\.date(?:\.issued)? ) ["'\s] )
        [^>]* \b content \s*=\s* ["'] ([^"'>]{6,40}) ["']""",
    re.IGNORECASE | re.VERBOSE,
)
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "outputformat": "%Y-%m-%d",
    "min_date": f"{EARLIEST}-01-01",
    "max_date": f"{LATEST}-12-31",
}


class Page(NamedTuple):
    """What was taken from a page. Its paragraphs are parted by blank lines."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


def is_page(text: str) -> bool:
    """Whether a text is HTML: it opens with a tag of a page, and bears one that pages close."""
    return _OPENS.match(text) is not None and _TAG.search(text) is not None


def page_of(html: str) -> Page:
    """The article of a page or of a fragment of one; all its words where no article can be told; no text where it holds none."""
    from trafilatura import bare_extraction, html2txt  # slow to import, and not needed for other inputs

    html = _DECLARATION.sub("", html)
    if _WHOLE.search(html) is None:
        html = f"<html><body>{html}</body></html>"  # a lone paragraph is not found otherwise
    try:
        article = bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
        found = article if isinstance(article, dict) else article.as_dict() if article else {}
        text = found.get("text") or html2txt(html)
    except Exception:  # whatever a malformed page does to the parser, it is a page that could not be read
        return Page("")
    moment, language = _MOMENT.search(html), _LANGUAGE.search(html)
    return Page(
        "\n\n".join(line for line in text.split("\n") if line.strip()),
        found.get("title"),
        found.get("sitename"),
        found.get("url"),
        (iso_date(moment[1]) if moment else None) or found.get("date"),
        language[1].lower() if language else None,
    )


def reports(given: Given) -> Found:
    """The one report of a page."""
    try:
        page = page_of(decode(given.stream.read(), page=True))
    except Undecodable as error:
        yield Issue(given.ref, "decode", str(error))
        return
    yield checked(
        make_report(
            page.text,
            ref=given.ref,
            title=page.title,
            publisher=page.publisher,
            url=page.url,
            published=page.published,
            lent=given.published,
            basis="metadata",
            language=page.language,
        )
    )


SOURCE = Source((".html", ".htm", ".xhtml"), is_page, reports)
