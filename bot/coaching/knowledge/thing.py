"""The thing that a question asks for, by its words: "gluten free beer" in "do you have gluten free beer?". Pure."""

from __future__ import annotations

import re

from bot.coaching.knowledge.held import matter
from bot.coaching.knowledge.words import fold

_YOU = r"(?:you|u|ya|they|i|we|one)(?: guys| all| also| still| ever| even| by any chance)?"
_OPENS = re.compile(
    rf"\b(?:(?:do|can|could|will|would|may|might|did) {_YOU} [a-z]+(?: (?:out|up|in|on|off|over|back))?|(?:is|are|"
    rf"was) there|"
    r"have you got|got any|any|(?:what|which)(?:'s| is| are|s)? (?:the|your|that)?|how (?:much|many|long) "
    r"(?:is|are|for|does|do|would|will|has|have)|"
    r"where(?:'s| is| are| can (?:i|we) [a-z]+)|when(?:'s| is| are)|who (?:is|makes|does|runs)|what time (?:does|"
    r"do|is)|(?:is|are|does|do)|"
    r"hay|habra|ten(?:eis|es)|tienen?|(?:se )?pued(?:o|e|en|es) [a-z]+r|pod(?:eis|emos) [a-z]+r|cual(?:es)? (?:es|son)|"
    r"a cuanto (?:esta|estan|sale)|cuant[oa]s? (?:cuestan?|valen?|salen?|duran?|es|son)|cuant[oa]s|donde (?:esta|"
    r"estan|hay|puedo [a-z]+r)|"
    r"cuando (?:es|son|abr\w+)|como (?:se )?[a-z]+|a que hora [a-z]+|que|quien (?:hace|da|es)|[a-z]+(?:ais|eis|"
    r"is)|venden|hacen|aceptan|sirven|"
    r"compran|cambian|alquilan|es|son|esta) "
    r"(?:(?:a|an|the|any|some|my|our|your|those|these|un|una|el|la|los|las|algun|alguna|mi|mis|vuestr[oa]s?|su|sus) )*"
)
_ENDS = re.compile(
    r"\b(?:for|with|without|in|on|at|to|from|by|if|when|that|which|who|and|or|but|because|so|near|please|there|here|"
    r"i|we|you|she|he|they|after|before|during|until|like|as|over|under|about|into|up|off|out|inside|is|are|does|"
    r"do|has|"
    r"para|con|sin|sobre|en|por|que|si|cuando|y|o|u|pero|a|al|desde|hasta|antes|junto|donde|como|porque|es|son)\b|"
    r"[?!.,;]"
)
"""Where the thing asked for ends, and what is told about it begins."""


def thing(query: str) -> list[str]:
    """The words that name it; empty where the question names nothing in this way."""
    plain = fold(query)
    found = _OPENS.search(plain)
    return matter(_ENDS.split(plain[found.end() :], maxsplit=1)[0]) if found else []


_WHICH = re.compile(r"^\W*(?:and |y |so |de |en |a )?(?:what|which|que|cual(?:es)?(?: de)?) (?P<noun>[a-z]+)")


def which(query: str) -> list[str]:
    """The noun that one of is asked for ("what style of yoga"), where it says anything."""
    found = _WHICH.match(fold(query))
    return matter(found["noun"]) if found else []
