"""Pictures of reports for the documentation, from the made-up year of the tests.

Run `python -m tools.report_pictures` from the project's root; writes into docs/img/. The sentences, like the year, are
invented: put in after the judging, so that a page shows people talking and not the marks that the tests plant.
"""

from __future__ import annotations

import asyncio
import io
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import matplotlib.image
from PIL import Image
from sqlalchemy import select

from bot.domain.brand import Brand
from bot.domain.people import Person, Role
from bot.domain.report import ReportKind
from bot.pipeline.evidence import EvidenceService
from bot.pipeline.situations import BrandShelf
from bot.store import Store, open_store
from bot.store.schema import comment, page, post
from bot.store.schema_evidence import evidence
from bot.store.tx import Tx
from bot.testing.clock import FrozenClock
from tests.reports import year

IMG = Path(__file__).parent.parent / "docs" / "img"
READER = Person(id="ann", name="Ann", roles=(("mirlo", Role.MANAGER),))
COUNT = 9_000
SAID = {
    "en": {
        "question": "Do you have anything without nuts for Saturday morning?",
        "complaint": "Waited forty minutes for a coffee and nobody said a word.",
        "praise": "The almond cake made my week!",
        "story": "My grandmother used to bring me here after school.",
        "asks": "The almond-free sponge is back on Saturday at nine. How many of you are coming?",
        "flat": "Thank you for your comment! All our news is on our website.",
        "dm": "Please send us a private message with your details.",
        "back": "Three of us, and one is six years old and very excited.",
    },
    "es": {
        "question": "¿Tenéis algo sin frutos secos para el sábado por la mañana?",
        "complaint": "Cuarenta minutos esperando un café y nadie nos dijo nada.",
        "praise": "¡La tarta de almendra me ha alegrado la semana!",
        "story": "Mi abuela me traía aquí al salir del colegio.",
        "asks": "El sábado a las nueve vuelve el bizcocho sin almendra. ¿Cuántos venís?",
        "flat": "¡Gracias por tu comentario! Todas las novedades están en nuestra web.",
        "dm": "Escríbenos por mensaje privado con tus datos, por favor.",
        "back": "Somos tres, y una tiene seis años y muchas ganas.",
    },
}


def year_store(folder: Path) -> Store:
    """The year, judged, with decisions and sentences put in."""
    store = open_store(f"sqlite:///{folder / 'year.db'}", FrozenClock(year.END + timedelta(days=1)))
    planned = year.plan(COUNT)

    def fill(tx: Tx) -> None:
        tx.brands.seed(Brand(id="mirlo", name="Café Mirlo", languages=("en", "es")))
        for name in year.PAGES:
            tx.brands.seed_page(name, brand_id="mirlo", platform="fake", name=name.title(), reply_limit=500)
        tx.conn.execute(comment.insert(), year.rows(planned))
        tx.conn.execute(post.insert(), year.posts())

    store.write_sync(fill)
    service = EvidenceService(store, year.MarkedCoach(), BrandShelf())
    asyncio.run(service.catch_up())
    store.write_sync(_decided)
    store.write_sync(lambda tx: _worded(tx, planned))
    return store


def _decided(tx: Tx) -> None:
    """From the summer on the team works with advice, and more and more takes it."""
    chance = random.Random(11)
    june = (year.JUNE - timedelta(days=7)).timestamp() * 1_000_000
    rows = tx.conn.execute(select(evidence).where(evidence.c.replied_at > june)).all()
    weeks = set()
    for row in rows:
        taken = "asks-specific" in row.moves and chance.random() < 0.9
        choice = "taken" if taken else "edited" if chance.random() < 0.35 else "overruled"
        values = {"choice": choice, "advised": 84, "score": row.score or 50, "decided_by": "ann"}
        tx.conn.execute(evidence.update().where(evidence.c.comment_id == row.comment_id).values(**values))
        weeks.add((row.brand_id, row.page_id, row.week))
    tx.counts.sum_up((), weeks | tx.counts.reply_weeks([row.comment_id for row in rows]))


def _worded(tx: Tx, planned: list[year.Planted]) -> None:
    values: list[dict[str, Any]] = []
    for one in planned:
        said = SAID["es" if one.number % 3 == 0 else "en"]
        does = one.moves or ()
        reply = said["asks" if "asks-specific" in does else "dm" if "sends-to-dm" in does else "flat"]
        values += [
            {"key": f"c{one.number}", "said": said[one.kind]},
            {"key": f"r{one.number}", "said": reply},
            {"key": f"b{one.number}", "said": said["back"]},
        ]
    texts = {each["key"]: each["said"] for each in values}
    for row in tx.conn.execute(select(comment.c.id, comment.c.ext_id)).all():
        tx.conn.execute(comment.update().where(comment.c.id == row.id).values(text=texts[row.ext_id]))
    names = {"shout": "Mirlo Centro", "parlor": "Mirlo Puerto", "turn": "Mirlo Plaza"}
    for key, name in names.items():
        tx.conn.execute(page.update().where(page.c.id == key).values(name=name))


def smaller(png: bytes, width: int) -> bytes:
    """A picture of at most this width, in few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if picture.width > width:
        height = round(picture.height * width / picture.width)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def draw(store: Store, folder: Path) -> None:
    """The brief in both languages and the charts of every report."""
    service = EvidenceService(store, year.MarkedCoach(), BrandShelf())
    for lang in ("en", "es"):
        brief = asyncio.run(service.brief(READER, brand_id="mirlo", since=year.START, lang=lang))
        (folder / f"brief-{lang}.png").write_bytes(smaller(brief.png, 1000))
    for kind, of in ((ReportKind.HEALTH, "turn"), (ReportKind.ANSWERED, ""), (ReportKind.ADVICE, "")):
        for lang in ("en", "es"):
            made = asyncio.run(
                service.report(kind, READER, brand_id="mirlo", page_id=of, since=year.START, until=year.END, lang=lang)
            )
            for chart in made.charts:
                (folder / f"{chart.key}-{lang}.png").write_bytes(smaller(chart.png, 720))


def main() -> None:
    """Draw into docs/img/, or into the folder named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMG
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        store = year_store(Path(home))
        draw(store, folder)
        store.close()
    for path in sorted(folder.glob("*.png")):
        high, wide = matplotlib.image.imread(path).shape[:2]
        print(f"{path.name}: {wide} x {high}, {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
