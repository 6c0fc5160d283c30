"""Which brand files and pages an installation has, and how they reach the store."""

from __future__ import annotations

from bot.coaching.brand_files import SAMPLE_BRAND
from bot.domain.brand import Brand
from bot.domain.errors import Misconfigured
from bot.ports import PageAdapter
from bot.settings import PageSettings, Settings
from bot.store.tx import Tx

DEMO_PAGE = "demo"


def for_demo(settings: Settings) -> Settings:
    """The settings of the demonstration: the sample brand on the simulated page, whatever else is configured."""
    page = PageSettings(adapter="simulated", brand=SAMPLE_BRAND, name="Mirlo (demo)")
    return settings.model_copy(update={"brands": (SAMPLE_BRAND,), "pages": {DEMO_PAGE: page}, "channels": {}})


def seed(tx: Tx, settings: Settings, brands: list[Brand], pages: dict[str, PageAdapter]) -> None:
    """Bring brand files and pages into the store."""
    for brand in brands:
        tx.brands.seed(brand)
    known = {brand.id for brand in tx.brands.all()}
    for page_id, page in settings.pages.items():
        if page.brand not in known:
            mend = f"no brand is called {page.brand!r}; known are {', '.join(sorted(known))}"
            raise Misconfigured(key=f"pages.{page_id}.brand", where=settings.source, mend=mend)
        capabilities = pages[page_id].capabilities
        tx.brands.seed_page(
            page_id,
            brand_id=page.brand,
            platform=capabilities.platform,
            name=page.name or page_id,
            reply_limit=capabilities.text_limit.most,
        )
