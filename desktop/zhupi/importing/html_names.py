"""Names of HTML's elements, by what they mean for reading."""

from __future__ import annotations

# fmt: off
#: Elements that begin and end a paragraph.
BREAKING = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "caption", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "select",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))
CELLS = frozenset(("td", "th"))
#: Elements whose contents are no text of the page.
SILENT = frozenset((
    "applet", "audio", "canvas", "embed", "frame", "frameset", "head", "iframe", "input", "map",
    "math", "object", "script", "select", "style", "svg", "template", "textarea", "title",
    "video",
))
_INLINE = frozenset((
    "a", "abbr", "acronym", "area", "audio", "b", "base", "basefont", "bdi", "bdo", "big",
    "blink", "button", "canvas", "cite", "code", "col", "colgroup", "data", "datalist", "del",
    "dfn", "em", "embed", "font", "frame", "frameset", "head", "i", "iframe", "img", "input",
    "ins", "kbd", "label", "link", "map", "mark", "marquee", "meta", "meter", "nobr",
    "noframes", "noscript", "object", "output", "param", "picture", "progress", "q", "rp", "rt",
    "ruby", "s", "samp", "script", "small", "source", "span", "strike", "strong", "style",
    "sub", "sup", "svg", "template", "textarea", "time", "title", "track", "tt", "u", "var",
    "video", "wbr",
))
# fmt: on
#: All elements there are; what looks like a tag and is none of these is text.
KNOWN = BREAKING | CELLS | _INLINE
