"""An English clause said back: "I waited" becomes "you waited", a dropped "I" is put in as "you". Pure."""

from __future__ import annotations

import re

from bot.domain.reading import Address

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
FIGURE = re.compile(
    rf"\d|\b(?:{_NUMBERS}|hundred|thousand|twice|half|double|third|fourth|fifth|second time|one of|only one|dozen|"
    r"couple|single)\b"
)
TIME = re.compile(
    r"\b(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|today|tonight|yesterday|morning|afternoon|"
    r"evening|lunchtime|noon|midnight|weekend|since|ago|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|christmas|"
    r"easter|"
    r"january|february|march|april|june|july|august|september|october|november|december|[ap]m|every time|again)\b"
)
DENIED = re.compile(
    r"\b(?:gone|down|ruined|ripped|torn|leak\w*|stuck|stopped|failed|cancelled|canceled|refused|expired|mould\w*|"
    r"dirty|"
    r"cold|lost|jammed|cracked|burnt|soaked|unable|out of order|no|not|never|nobody|none|nothing|nowhere|neither|"
    r"without|cannot|no-one|still|half-empty|empty|missing|"
    r"wrong|shut|closed|broken|late|instead of|different)\b|\b\w+n't\b|\b(?:ca|do|did|does|wo|is|was|has|have|"
    r"could)nt\b"
)
LACKING = re.compile(r"(?:still |again )?(?:no|nobody|none|nothing|never)\b|still (?:not|waiting|haven't|can't)\b")
"""How a clause begins that names what there was not."""
_TOLD = (
    r"rang|called|phoned|telephoned|waited|ordered|booked|paid|bought|asked|emailed|messaged|wrote|went|drove|"
    r"walked|queued|stood|sat|tried|found|spent|reported|complained|requested|reserved|travelled|traveled|flew|"
    r"checked|applied|signed|subscribed|registered|used|picked|collected|visited|brought|chose|wanted|needed|saw|"
    r"heard|received|noticed|discovered|watched|parked|ate|drank|rebooked|reordered|chased|rented|hired|borrowed|"
    r"joined|left|came|had|got"
)
PAST = re.compile(
    rf"\b(?:{_TOLD}|was|were|did|didn't|said|told|took|made|gave|sent|went|ran|fell|broke|came|kept|put|lost|"
    r"forgot|threw|shut|stuck|woke|turned|goes|i'?m|we're|i'?ve|we've|has been|have been|had|been|\w{2,}ed)\b"
)
NOUN = re.compile(r"\b(?:the|my|our|a|an|your|this|that|these|those|any|another|every|each) \w{3,}")
VALUED = re.compile(
    r"\b(?:horribl\w+|terribl\w+|awful\w*|worst|disgust\w+|appal\w+|shocking|joke|disgrace\w*|useless|rubbish|"
    r"pathetic|"
    r"shameful|shambles|ridiculous\w*|absurd|unacceptable|unprofessional|rude|bad|poor|dreadful|atrocious|garbage|"
    r"trash|embarrass\w+|disappoint\w+|unbelievabl\w+|outrageous|mediocre|overpriced|overrated|expensive|pricey|mess|"
    r"nightmare|frustrat\w+|annoy\w+|fuming|livid|angry|furious|gutted|fed up|happy|pleased|delighted|grateful|"
    r"glad|sick of|tired of|had enough|"
    r"not (?:\w+ )?(?:good|great|worth|happy|impressed|acceptable|ok|okay|recommend\w*|nice|fair)|lazy|incompetent|"
    r"great|lovely|lov(?:e|ed)|brilliant|wonderful|amazing|well done|perfect\w*|genius|charming|excellent|fantastic|"
    r"thank\w*|congrat\w*|bravo|nice one|good job|beautiful\w*|delicious)\b"
)
REFUSED = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|youre|ya|yall)\b|\byou'|\b(?:my god|oh my|in my opinion|my bad|my eye)\b|"
    r"\b(?:i|we)(?:'ll|'d| will| would| won't| wont| wouldn't| think| guess| feel| believe| hate| hope| wish| swear| "
    r"mean| suppose| dare| know| doubt| note| need| bet| could| should| might| recommend| suggest| want you|"
    r" demand| expect)\b|"
    r"\b(?:if|wish|imagine|stars?|review\w*|refunds? now|should|should've|shouldn't|ought|ten out of ten|10/10|"
    r"let'?s|let us|never again|"
    r"ever again|do better|(?:any|some) help|is appreciated|would be appreciated|shame on|no (?:idea|doubt|wonder|"
    r"luck|way|thanks|need|problem|worries)|hard to believe|"
    r"none so far|not sure|sort it out|please|pls|avoid|money back|guys|lol|wtf|omg|smh|lmao|r|n|w|bt|wat|trynna|"
    r"tryna|tryin|anymore|any more|"
    r"wud|thx|thnx|gee|ppl|gonna|wanna|cuz|coz|tho)\b|"
    r"\b(?:i'?m|i am|we're|we are) (?:not )?(?:going to|done|leaving|switching|sure|sorry|someone|an?)\b|"
    r"\b(?:i|we) (?:really |quite )?(?:enjoyed|liked|appreciated?|preferr?e?d?)\b|^never \w+s\b|"
    r"\b(?:i|we) (?:don't|do not|can't|didn't|never) (?:think|know|understand|say|believe|mind|care|want|need|"
    r"like|use|remember)\b|"
    r"\bcan't (?:be|believe|wait|fault|complain|say|beat|recommend|stop|get enough)\b"
)
_UNSAID = re.compile(
    r"^(?:just |still |also |only |always |never |then |not )*(?:was|were|is|are|am|has|have|had|does|did|do|"
    r"doesn't|don't|didn't|haven't|won't|wouldn't|"
    r"hasn't|wasn't|isn't|aren't|having|being|can|could|will|would|may|might|must|shall|need|want|guess|hope|know|"
    r"think|feel|"
    r"love|like|"
    r"looks?|seems?|appears?|says?|said|forced|handled|got|can't|couldn't|cannot|trying|looking|thinking|talking)\b|"
    r"^(?:after|before|while) \w+ing\b|, (?:was|were|had|is|has|then)\b|\bsince$|\b(?:though|too|either|anyway)$"
)
"""No subject that could be put in, a question without its mark, or an end that leans on what is not said."""
BOUND = re.compile(
    r"\b(?:if|when|unless|until|although|though|while|because|according|says?|said|saying|told|tells|think|thought|"
    r"claim\w*|hear\w*|apparently|supposed\w*|even|imagine|wish|whether|just as|as soon)\b"
)
"""Words in front that what follows hangs on: without them it would say something else."""
_ORDERS = re.compile(
    r"^(?:please |just |and |so )*(?:have a|fix|sort|avoid|don'?t|do|stop|bring|give|stay|go|tell|look|let|make|"
    r"ask|send|"
    r"answer|call|check|train|hire|learn|get|put|keep|try|take|read|reply|refund|open|close|change|remove|add|be|"
    r"come|"
    r"come on|explain|say|write|see|think|remember|enjoy|beware|save|boycott|pay|turn|use|clean|lower|raise|find|"
    r"ignore|visit|click|follow|subscribe|buy|vote|repeat|imagine|wait)\b(?!ed)"
)
_LEANS = re.compile(
    r"^(?:me (?!and )|us |he|she|they|them|him|her|his|their|it'?s? (?:is|was)? ?(?:a|an|so|very|really)\b|which|"
    r"who|whose|that'?s|"
    r"these|those|then|what|where|how|why|because|cos|although|though|while|even (?:though|if)|unless|when|"
    r"whenever|until|as|than|or|nor|of|either|another one)\b"
)
_THEY = re.compile(r"\b(?:they|them|their|they're|they've|they'd)\b")
_MANY = re.compile(
    r"\b(?:the|my|our|these|those|all|both|two|three|four|five|six|\d+|some|many|other)(?: \w+){0,2}? \w{2,}s\b"
)
_ALONE = re.compile(
    r"^(?:the|a|an|my|our|one|no|nobody|none|nothing|not|i|i'm|i've|we|we're|we've|there|there's|only|half|still|"
    r"every|"
    rf"everyone|everything|all|both|most|{_NUMBERS}|\d\S*|this is|it'?s been|it took|in|on|at|from|since|after|for)\b"
)
"""How a run may begin behind a comma or an "and" without leaning on what stood before it."""
_MINE = re.compile(r"(?:still waiting|been waiting|had to)\b")
"""What people say of themselves without an "I" in the middle of a sentence, too."""
_OURS = re.compile(r"(?:i|i'?m|i'?ve|we|we're|we've|you|you've|you're)\b")
_GOES_ON = re.compile(
    r"(?:,|\band|\bso|\bbut) (?:had to|ended up|left|went|paid|waited|asked|got|rang|called|walked)\b"
)
"""A second verb without its "I", behind somebody else's."""
_ADV = r"(?:still |just |only |even |also |already |literally |finally |then |again |actually |never |always |really )?"
_ACTED = re.compile(rf"{_ADV}(?:\w{{3,}}ed|{_TOLD}|took|made|gave|sent|lost|forgot|threw|broke|kept|put|left|ran)\b")
"""A verb in front without its "I", or without the page's "they": nobody knows which."""
_MANNER = r"(just|finally|already|also|only|even|literally|then|again|actually|specifically)"
_I_GOT = (
    rf"(?=(?:a|an|the|my|our|no|half|one|{_NUMBERS}|\d+|told|charged|home|there|here|sent|some|nothing|given|in|on|"
    rf"off|"
    r"through|back)\b)"
)
_OBJECT = r"(?! (?:me|us|my|our)\b)"
_DOERS = (
    r"rang|called|phoned|telephoned|waited|ordered|booked|paid|bought|emailed|messaged|wrote|went|drove|walked|"
    r"queued|stood|sat|tried|found|spent|reported|complained|requested|reserved|travelled|traveled|flew|applied|"
    r"subscribed|registered|picked|collected|visited|brought|chose|wanted|needed|saw|heard|received|noticed|"
    r"discovered|watched|parked|ate|drank|rebooked|reordered|chased|rented|hired|borrowed|passed|missed|finished|"
    r"learned|learnt"
)
_DONE = (
    "told|charged|promised|quoted|overcharged|billed|turned away|put on hold|left waiting|left on hold|kept waiting|"
    "made to|cut off|refused entry|sent away|passed from|passed around|given"
)
_DROPPED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(f"^{pattern}"), said)
    for pattern, said in (
        (r"been (?=\w+ing\b|\w+ed\b|told|sent|on hold|here|there|without|a|to|back)", "you've been "),
        (r"still (?=(?:wait|try|wonder|hop|pay|ring|call|look|chas|sitt|stand|queu)\w*ing\b)", "you're still "),
        (r"waiting (?=for\b|since|\d|over|nearly|almost|about|" + _NUMBERS + ")", "you've been waiting "),
        (r"(still )?(can'?t|couldn'?t|cannot) (?=\w)", r"you \1\2 "),
        (
            r"(still )?(haven'?t|can'?t|couldn'?t|didn'?t|don'?t) (?=(?:even |actually )?(?:heard|had|received|"
            r"got|been|"
            r"seen|get|receive|hear|see|find|know|have|log|reach|speak|book|order|cancel|contact|change|pay|use|"
            r"sleep|"
            r"ask|track|access)\b)",
            r"you \1\2 ",
        ),
        (r"(?=checked (?:in|out)\b)", "you "),
        (r"left (?=(?:my|our|a message|two|three|four) )", "you left "),
        (r"never (?=(?:got|received|heard|had|saw|found|managed|ordered|asked)\b)", "you never "),
        (rf"{_MANNER} (?=(?:{_DOERS}|asked|had|got)\b)", r"you \1 "),
        (r"(had|have|need|tried|wanted|went|got) (?=to\b)", r"you \1 "),
        (rf"was (?=(?:{_DONE}|asked|sent|left|refused|offered|ignored|kept|told)\b)", "you were "),
        (rf"(?=(?:{_DONE})\b{_OBJECT}(?! that\b))", "you were "),
        (rf"asked (?=(?:for|about|the|a|if|twice|{_NUMBERS}|\d|whether|at|nicely|several)\b)", "you asked "),
        (rf"got {_I_GOT}", "you got "),
        (rf"had (?=(?:a|an|the|my|our|no|{_NUMBERS}|\d+)\b)", "you had "),
        (
            r"sent (?=(?:an?|two|three|four|five|\d+) (?:e-?mails?|messages?|texts?|letters?|photos?|dms?)\b)",
            "you sent ",
        ),
        (rf"(?=(?:{_DOERS})\b{_OBJECT})", "you "),
    )
)
_PERSONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bme and (my \w+)\b", r"you and \1"),
        (r"\b(my \w+) and (?:i|me)\b", r"you and \1"),
        (rf"\b(?:i|we) ({_ADV})(?:am|are)\b", r"you \1are"),
        (rf"\bi ({_ADV})was\b", r"you \1were"),
        (rf"\bi ({_ADV})wasn'?t\b", r"you \1weren't"),
        (r"\bi'?m\b", "you're"),
        (r"\bwe're\b", "you're"),
        (r"\bi'?ve\b", "you've"),
        (r"\bwe've\b", "you've"),
        (r"\b(?:i|we)'d\b", "you'd"),
        (r"\b(?:i|we|me|us)\b", "you"),
        (r"\b(?:my|our)\b", "your"),
        (r"\b(?:mine|ours)\b", "yours"),
        (r"\bmyself\b", "yourself"),
        (r"\bourselves\b", "yourselves"),
    )
)
_FIRST = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|im|ive|me|my|mine|myself|we|we're|we've|us|our|ours|ourselves|lets)\b")
_AND_WAS = re.compile(r"\b(and|then|but|so) (then |also |still |just |only )?was\b")
_SELF_AND_WAS = re.compile(r"\b(and|then|but|so) (then |also |still |just |only )?am\b")
_APOSTROPHES = re.compile(
    r"\b(do|did|does|ca|wo|is|was|were|have|has|had|could|would|are)nt\b(?! of)|\b(that|there|here|what)s\b(?= \w)"
)
LEAD = re.compile(
    r"^(?:(?:and|but|so|well|ok|okay|honestly|seriously|hi|hello|hey|wow|ugh|folks|also|plus|basically|listen|"
    r"yeah|yes|nope|nah|"
    r"yep|anyway|apparently|just so you know|update|sorry but|to be fair|to be honest|tbh|fyi|turns out|erm|um|oh|"
    r"ah+|aw+|"
    r"hm+|cool|literally|"
    r"no(?=,| (?:it|i|we)\b))\b[,. ]*)+",
    re.IGNORECASE,
)
TRAIL = re.compile(
    r"[\s,]+(?:l+o+l+|lmao|(?:ha){2,}|xd|smh|ffs|tbh|imo|imho|thanks|thank you|cheers|eh|honestly|seriously|"
    r"unbelievable|as usual|though|sigh|yay|wow|\d+/10)$",
    re.IGNORECASE,
)


def turned(clause: str, address: Address, opens: bool) -> str:
    """The clause about "you", small letters at its start; "" where it is not sure to come out right."""
    text = _APOSTROPHES.sub(lambda found: f"{found[1]}n't" if found[1] else f"{found[2]}'s", _small(clause))
    if REFUSED.search(text) or _LEANS.match(text) or _ORDERS.match(text) or _theirs(text):
        return ""
    if opens or _MINE.match(text):
        text = _with_subject(text)
        if _UNSAID.search(text):
            return ""
    elif not _ALONE.match(text):
        return ""
    if _ACTED.match(text):
        return ""
    ours = _OURS.match(text) is not None
    if not ours and _GOES_ON.search(text):
        return ""
    for pattern, said in _PERSONS:
        text = pattern.sub(said, text)
    if ours:
        text = _SELF_AND_WAS.sub(r"\1 \2are", _AND_WAS.sub(r"\1 \2were", text))
    return "" if _FIRST.search(text) else text


def _small(clause: str) -> str:
    """Small letters where only the place in the sentence, or the word "I", has a capital."""
    text = re.sub(r"\bI\b|\bI(?=')", "i", clause)
    first, _, rest = text.partition(" ")
    return f"{first if re.search('[A-Z]', first[1:]) else _lowered(first)} {rest}".strip()


_KEPT_CAPITAL = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|Christmas|Easter")


def _lowered(word: str) -> str:
    return word if _KEPT_CAPITAL.match(word) else word[:1].lower() + word[1:]


def _theirs(text: str) -> bool:
    """Whether it speaks of "them" and names nobody they could be but the page."""
    they = _THEY.search(text)
    return they is not None and not _MANY.search(text[: they.start()])


def _with_subject(text: str) -> str:
    for pattern, said in _DROPPED:
        if (found := pattern.match(text)) is not None:
            return f"{found.expand(said)}{text[found.end() :]}".replace("  ", " ")
    return text


PRAISED = re.compile(
    r"\b(?:best|first|ever|every|always|favourite|favorite|like (?:a|my|the)|so \w+|kindest|warm\w*|patient\w*|"
    r"spotless|gorgeous|lovely|delicious|perfect\w*|friendly)\b"
)
WORN = re.compile(
    r"^(?:thank\w*|thx|cheers|well done|great (?:service|job|work|place|stuff|staff)|keep (?:it )?up|(?:i |we )?"
    r"(?:absolutely |really )?love (?:it|this|you|the|them|everything)|highly recommend\w*|would recommend|"
    r"(?:i |we )?(?:will|'ll)|can'?t wait|good job|nice (?:one|place|work)|best (?:place|service) ever|so good|"
    r"very good|really good|five stars|10/10|fingers crossed.*|happy customer)\b|\b(?:recommend\w*|be back|"
    r"come back|coming back)\b"
)
"""What everybody says: nothing to quote."""
STANDS = re.compile(r"(?:the|a|an|best|most|first|so|not a|no|every|even|only|my|our|\d)\b")
"""How a phrase begins that can be quoted from the middle of a sentence."""
_DAUNTED = re.compile(
    r"\b(?:but|however|if|wish|shame|pity|sadly|unfortunately|would|could|should|"
    r"overpriced|expensive|rude|slow|wasted|disappoint\w*|worst|bad|terribl\w*|awful)\b"
)


def quotable(phrase: str) -> bool:
    """Whether it may stand in quotation marks in the page's reply: no word to the page, none that leans on
    another."""
    text = _small(phrase)
    addressed = re.search(r"\b(?:you|your|yours|u|ur|guys|please|pls|lol|omg)\b|\byou'", text)
    return not (addressed or DENIED.search(text) or _DAUNTED.search(text) or _LEANS.match(text) or _ORDERS.match(text))
