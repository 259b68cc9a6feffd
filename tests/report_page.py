"""What the tests ask of a page: its tables, and its elements."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What of a page the tests ask about."""

    def __init__(self, text):
        super().__init__()
        self.text, self.tables, self.tags = text, {}, []
        self._row, self._cell, self._caption = None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "tr":
            self._row = []
        if tag in ("td", "th", "caption"):
            self._cell = ""

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag):
        if tag == "caption":
            self._caption = self._cell
            self.tables[self._caption] = []
        if tag in ("td", "th"):
            self._row.append(self._cell)
        if tag == "tr":
            self.tables[self._caption].append(self._row)
        if tag in ("td", "th", "caption"):
            self._cell = None

    def table(self, start):
        """Return the one table whose caption starts so: its header and rows by first cell."""
        (rows,) = [rows for caption, rows in self.tables.items() if caption.startswith(start)]
        return rows[0], {row[0]: row[1:] for row in rows[1:]}
