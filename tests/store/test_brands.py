"""Brand files and what people changed since."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.brand import Brand, Fact, Policy, Voice
from bot.store import Store

HOURS = Fact(id="hours", lang="en", question="When do you open?", answer="At nine.", source="door", tags=("time",))
CAKE = Fact(id="cake", lang="en", question="Is there vegan cake?", answer="Yes, on Fridays.", source="menu")
FILE = Brand(id="acme", name="Acme", facts=(HOURS, CAKE), voice=Voice(warmth=0.5))


def current(store: Store) -> Brand:
    found = store.read_sync(lambda tx: tx.brands.get("acme"))
    assert found is not None
    return found


def test_unedited_facts_follow_the_file(store: Store) -> None:
    store.write_sync(lambda tx: tx.brands.seed(FILE))
    assert set(current(store).facts) == {HOURS, CAKE}
    later = replace(HOURS, answer="At ten.")
    store.write_sync(lambda tx: tx.brands.seed(replace(FILE, facts=(later,))))
    assert current(store).facts == (later,)


def test_a_person_s_fact_stays(store: Store) -> None:
    store.write_sync(lambda tx: tx.brands.seed(FILE))
    mine = replace(HOURS, answer="At half past nine.")
    store.write_sync(lambda tx: tx.brands.put_fact("acme", mine, by="mo"))
    store.write_sync(lambda tx: tx.brands.retire_fact("acme/cake/en", "mo"))
    store.write_sync(lambda tx: tx.brands.seed(replace(FILE, facts=(replace(HOURS, answer="At ten."), CAKE))))
    assert current(store).facts == (mine,)


def test_a_person_s_voice_stays(store: Store) -> None:
    store.write_sync(lambda tx: tx.brands.seed(FILE))
    assert current(store).voice.warmth == 0.5
    store.write_sync(lambda tx: tx.brands.save_config("acme", voice=Voice(warmth=0.9)))
    store.write_sync(lambda tx: tx.brands.seed(replace(FILE, voice=Voice(warmth=0.1))))
    assert current(store).voice.warmth == 0.9
    assert current(store).policy == Policy()


def test_a_change_is_seen_by_caches(store: Store) -> None:
    store.write_sync(lambda tx: tx.brands.seed(FILE))
    before = store.read_sync(lambda tx: tx.brands.version())
    store.write_sync(lambda tx: tx.brands.seed(FILE))
    assert store.read_sync(lambda tx: tx.brands.version()) == before
    store.write_sync(lambda tx: tx.brands.seed(replace(FILE, facts=(HOURS,))))
    assert store.read_sync(lambda tx: tx.brands.version()) != before


def test_models_are_versioned_and_reversible(store: Store) -> None:
    assert store.write_sync(lambda tx: tx.models.save("heads", b"one", {"f1": 0.5})) == 1
    assert store.write_sync(lambda tx: tx.models.save("heads", b"two", {"f1": 0.6})) == 2
    assert store.read_sync(lambda tx: tx.models.active("heads")) == b"two"
    assert store.write_sync(lambda tx: tx.models.activate("heads", 1))
    assert store.read_sync(lambda tx: tx.models.active("heads")) == b"one"
    assert not store.write_sync(lambda tx: tx.models.activate("heads", 9))
    store.write_sync(lambda tx: tx.models.activate("heads", None))
    assert store.read_sync(lambda tx: tx.models.active("heads")) is None
    assert [row.version for row in store.read_sync(lambda tx: tx.models.versions("heads"))] == [2, 1]


def test_tokens_spent_add_up(store: Store) -> None:
    for _ in range(3):
        store.write_sync(lambda tx: tx.notes.add_spend("acme", "2026-03-02", tokens=100, price=0.25))
    assert store.read_sync(lambda tx: tx.notes.spent("acme", "2026-03-02")) == (300, 0.75)
    assert store.read_sync(lambda tx: tx.notes.spent("acme", "2026-03-03")) == (0, 0.0)
