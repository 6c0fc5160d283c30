"""The two-way score of a reply."""

from bot.coaching.scoring.as_json import score_to_dict
from bot.coaching.scoring.scorer import Encoder, Scorer

__all__ = ["Encoder", "Scorer", "score_to_dict"]
