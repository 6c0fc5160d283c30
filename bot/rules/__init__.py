"""Rules as data: what a reply should not do, and what it does, found by words with their places."""

from bot.rules.book import RuleBook, default_book
from bot.rules.load import load_rule, load_rules
from bot.rules.model import Rule, RuleHit, Scope

__all__ = ["Rule", "RuleBook", "RuleHit", "Scope", "default_book", "load_rule", "load_rules"]
