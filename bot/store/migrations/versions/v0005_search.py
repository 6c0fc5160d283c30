"""An index over the words of comments and their authors' names (`bot.store.search` asks it).

Each store has its own: FTS5 in SQLite, filled by triggers in the same transaction; in PostgreSQL a GIN index over the
words, cut in the plainest way ("simple"), so that it needs no extension and knows no language.
"""

from __future__ import annotations

import unicodedata

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LONGEST = 50_000
"""Characters of a comment that are searched; PostgreSQL bounds what it can index of one row."""
_SIGNS = (
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "\u00a1\u00ab\u00b7\u00bb\u00bf\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
)
_OLD = (
    "INSERT INTO comment_words (comment_words, rowid, text, author_name) "
    f"VALUES ('delete', old.id, substr(old.text, 1, {LONGEST}), old.author_name)"
)
_NEW = (
    "INSERT INTO comment_words (rowid, text, author_name) "
    f"VALUES (new.id, substr(new.text, 1, {LONGEST}), new.author_name)"
)
_SQLITE = (
    "CREATE VIRTUAL TABLE comment_words USING fts5(text, author_name, content='', detail=none, columnsize=0, "
    "tokenize='unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER comment_words_new AFTER INSERT ON comment BEGIN {_NEW}; END",
    f"CREATE TRIGGER comment_words_gone AFTER DELETE ON comment BEGIN {_OLD}; END",
    f"CREATE TRIGGER comment_words_changed AFTER UPDATE OF text, author_name ON comment BEGIN {_OLD}; {_NEW}; END",
    "INSERT INTO comment_words (rowid, text, author_name) "
    f"SELECT id, substr(text, 1, {LONGEST}), author_name FROM comment",
)


def upgrade() -> None:
    bind = op.get_bind()
    for statement in _postgres() if bind.dialect.name == "postgresql" else _SQLITE:
        bind.exec_driver_sql(statement)


def _postgres() -> tuple[str, ...]:
    accented, plain = (part.replace("'", "''").replace("%", "%%") for part in _folding())
    return (
        "CREATE FUNCTION words_of_comment(body text, author text) RETURNS tsvector LANGUAGE sql IMMUTABLE "
        "PARALLEL SAFE AS $words$ SELECT to_tsvector('pg_catalog.simple'::regconfig, translate("
        f"lower(left(body, {LONGEST}) || ' ' || author), '{accented}', '{plain}')) $words$",
        "CREATE INDEX ix_comment_words ON comment USING gin (words_of_comment(text, author_name))",
    )


def _folding() -> tuple[str, str]:
    """Letters with accents to their plain ones, signs to spaces; loose accents have no partner and are dropped."""
    # These letters and signs only: what this list leaves alone (Hangul, say) both stores compare as it came.
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    pairs = [(one, unicodedata.normalize("NFKD", one.casefold())) for one in letters]
    bare = [(one, "".join(sign for sign in found if not unicodedata.combining(sign))) for one, found in pairs]
    both = [(one, found) for one, found in bare if len(found) == 1 and found != one]
    both += [(sign, " ") for sign in _SIGNS]
    loose = "".join(chr(code) for code in range(0x300, 0x370))
    return "".join(one for one, _ in both) + loose, "".join(found for _, found in both)


def downgrade() -> None:
    raise NotImplementedError("a store goes back by restoring a backup")
