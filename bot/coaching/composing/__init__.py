"""The embedded writer: conversational moves with variants, filled from the comment and the brand's knowledge."""

from bot.coaching.composing.composer import Composer, Draft
from bot.coaching.composing.phrasebook import Phrasebook, load_phrasebooks

__all__ = ["Composer", "Draft", "Phrasebook", "load_phrasebooks"]
