"""How far a channel was heard."""

from __future__ import annotations

from bot.store import Store


def test_the_last_word_on_a_channel_stands(store: Store) -> None:
    assert store.read_sync(lambda tx: tx.cards.cursor("team")) == ""
    store.write_sync(lambda tx: tx.cards.save_cursor("team", "s1"))
    store.write_sync(lambda tx: tx.cards.save_cursor("team", "s2"))
    store.write_sync(lambda tx: tx.cards.save_cursor("other", "x"))
    assert store.read_sync(lambda tx: tx.cards.cursor("team")) == "s2"
