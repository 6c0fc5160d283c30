"""One comment to a page of no account, read."""

from __future__ import annotations

from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.reading import Reading
from bot.domain.situation import Situation

BRAND = Brand(id="casa-lola", name="Casa Lola")


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Situation(brand=BRAND, comment=text))
