"""What the tests ask of a page: its tables, and its elements."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What of a page the tests ask about: `tables` by caption or label, and all `tags`."""

    def __init__(self, text):
        super().__init__()
        self.text, self.tables, self.tags = text, {}, []
        self._captions, self._caption = {}, None
        self._rows, self._cell = None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        if attributes.get("class") == "caption" and "id" in attributes:
            self._caption = attributes["id"]
            self._captions[self._caption] = ""
        if tag == "table":
            label = attributes.get("aria-label") or self._captions[attributes["aria-labelledby"]]
            self._rows = self.tables[label] = []
        if tag == "tr":
            self._rows.append([])
        if tag in ("td", "th"):
            self._cell = ""

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data
        elif self._caption is not None:
            self._captions[self._caption] += data

    def handle_endtag(self, tag):
        if tag == "p":
            self._caption = None
        if tag in ("td", "th"):
            self._rows[-1].append(self._cell)
            self._cell = None

    def table(self, start):
        """Return the one table whose caption starts so: its header and rows by first cell."""
        (rows,) = [rows for caption, rows in self.tables.items() if caption.startswith(start)]
        return rows[0], {row[0]: row[1:] for row in rows[1:]}
