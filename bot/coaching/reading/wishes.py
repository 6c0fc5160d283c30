"""Wishes and tips put in a few words, mostly with no verb: "bigger numbers on the coach doors", "enchufes al lado de la
cama porfa", "come at two, it's empty". For comments in which nothing else was heard. Pure."""

from __future__ import annotations

import re

MOST = 12
"""Words up to which a comment is looked at."""
_FIRST_EN = r"^\W*(?:(?:hi|hello|hey|please|pls|maybe|also|and|just|ok|honestly|idea|suggestion)\W+)*"
_FIRST_ES = r"^\W*(?:(?:hola|buenas|porfa|por favor|che|y|una idea|idea|sugerencia|mejor)\W+)*"
_NO_VERB_EN = (
    r"(?!(?:check|recipe|how|put|what|when|where|lights?|two|one|table|ticket|receipt|invoice|"
    r"form)\b)(?!.*\b(?:is|are|was|were|be|been|has|have|had|than|i|i'm|i'd|we|you|they|he|she|it|it's|my|our|your|this|that|"
    r"these|came|went|got|gone|job|work|of|please (?:send|check|call|reply|answer)|\w+n't)\b)"
)
_NO_VERB_ES = (
    r"(?!\w+(?:dme|nme|ame|eme)\b)(?!.*\b(?:es|son|era|fue|esta|estan|hay|habia|que|tengo|tienen|teneis|mi|mis|"
    r"me|nos|os|se|su|sus|no|ni|sin|vez|"
    r"ya|info|informacion|caro|cara|\w{3,}(?:aron|ieron|asteis|isteis|amos|imos))\b)"
)
_PLACE_EN = r"(?:at|in|on|by|for|near|beside|with|under|over|outside|inside|upstairs|downstairs|next to|back(?: on)?)"
_PLACE_ES = r"(?:en|al lado de|junto al?|para|por|al|cerca de|con|hasta|dentro|afuera|adentro|fuera)"
_SOFTLY_EN = r"(?:please|pls|plz|maybe|perhaps|eh|imo|imho|folks|guys|would be (?:handy|neat|nice|fun|good))"
_SOFTLY_ES = (
    r"(?:porfa|porfis|por favor|anda|che|amigos|por dios|y listo|pens[ae](?:dlo|dla|nlo|nla|lo|la)|piens[ae]n?l[oa]|"
    r"ahi lo dejo|gente|estaria (?:bien|bueno)|aunque sea|quiza|tal vez|a lo mejor|propongo|haganlo|hacedlo)"
)
_WISH_EN = re.compile(
    rf"{_FIRST_EN}(?:"
    rf"{_NO_VERB_EN}(?:an? |some |the )?(?:more|bigger|smaller|longer|shorter|louder|quieter|earlier|later|"
    rf"cheaper|warmer|"
    r"brighter|lower|higher|proper|extra|clearer|fewer|wider|softer|simpler|another) (?!info\b|details\b|"
    r"power\b|fool\b)"
    rf"[\w'’-]+(?: [\w'’.-]+){{0,7}}\W*$|"
    rf"bring back (?!my|our|the memor|memor|\w*\s?memories)\w+|[\w'’-]+(?: [\w'’-]+)? back (?:on )?(?:please|pls)\W*$|"
    rf"{_NO_VERB_EN}(?:an? |some )?[\w'’-]+(?: [\w'’-]+){{0,3}} {_PLACE_EN} [\w'’ ,-]{{2,40}}? {_SOFTLY_EN}\W*$|"
    rf"{_NO_VERB_EN}(?:an? )?[\w'’-]+(?: [\w'’-]+){{1,6}},? (?:maybe|perhaps|or something)\W*$|"
    r"(?:do|get|make|run|start|build|hire|rent|install|fit|offer|sell) (?:an?|some|more|us an?|it in) (?!favou?r|move|"
    r"grip|life|refund|reply|clue|joke|mess|mistake)\w+|"
    r"(?:needs?|could use|could do with) (?:an?|some|more|bigger|better|longer) \w+(?: \w+){0,4}(?: imo| tho|"
    r" though)?\W*$|"
    r"(?!(?:thanks?|cheers|well|great|good|nice|lovely|sorry|congrat\w*|happy|bye|morning|night|come on|hello|love|"
    r"hi|oh|ok|no|yes|so|not|open|wake|shame|read|look|listen|grow|calm|relax|enough|stay|keep|the|an?|my|see|"
    r"got|had|never|best|why|what|how|who)\b)[a-z]+ (?:[\w'’-]+ ){1,6}?[\w'’-]+, "
    r"(?:folks|people|ladies|everyone|everybody|lads|all|trust me|consider it|think about it)\W*$|"
    r"(?:come|go|sit|park|ask|order|get|bring|book|take|wash|wear|queue|walk|use|eat|start|stand|split) (?:at|to|on|in|"
    r"for|early|late|before|after|by|left|right|the|an?|it|them|your|round|up|inside out|cold|extra)\b[^.!?]{1,50}, "
    r"(?:it|it's|its|they|you|you'll|there|there's|the|less|no|way|much|best|saves)\b)"
)
_TOLD_OFF = r"(?:calid|verd|ciud|ed|mit|madr|facult|r|par|s|ust|cesp|amist|navid|noved|mald|soled|dav|cov|unid|comunid)"
_WISH_ES = re.compile(
    rf"{_FIRST_ES}(?:"
    rf"{_NO_VERB_ES}(?:mas|menos) (?!nada|vale|alla|de lo|rico|bueno|barat\w+|tarde|"
    rf"o menos)\w{{4,}}(?:,? [\w-]+){{0,7}}\W*$|"
    rf"{_NO_VERB_ES}(?:un |una |unos |unas )?\w+s? mas (?:alt|baj|larg|cort|grand|pequeñ|chic|ampli|suav|barat|"
    rf"temprano|"
    rf"tarde|variad|clar)\w*(?: [\w-]+){{0,6}}\W*$|"
    rf"{_NO_VERB_ES}(?:un |una |unos |unas |algo |dos |tres |algun |alguna )?\w{{3,}}(?: [\w-]+){{0,4}} {_PLACE_ES}"
    rf"(?: [\w-]+){{0,6}},? {_SOFTLY_ES}\W*$|"
    r"[^.!?]{4,60},? (?:piens[ae]n?l[oa]|pensadl[oa]|pensal[oa]|haganl[oa]|hacedl[oa]|ahi lo dejo)\W*$|"
    r"(?:sacad|haced|poned|traed|vended|saquen|hagan|pongan|traigan|vendan|metan|meted|echen|pongan|sumen|"
    r"suban)l[oa]s? "
    r"(?:en|de|mas|con|para|al)\b|"
    r"que (?:el|la|los|las|haya|abran|pongan|vuelva\w*|traigan|saquen|hagan) (?:\w+ ){0,3}(?:llegue|abra|haya|vuelva|"
    r"dure|tenga|empiece|cierre|salga|pongan|hagan|incluya|acepten)n?\b|"
    r"(?:sumen|alquilen|armen|regresen|vuelvan a (?:poner|sacar|traer|hacer)|echenle|ponganle|fijense de|instalen|"
    r"coloquen|renten|contraten|habiliten|incluyan|adelanten|extiendan|publiquen) (?:\w+ )?\w{3,}|"
    rf"(?!{_TOLD_OFF}(?:ad|ed|id)\b)(?!(?:pasad|mandad|enviad|contestad|responded|devolved|decid|mirad|explicad|"
    rf"arreglad|"
    r"seguid|cuidad|dejad|quedad|llamad|avisad|confirmad|perdonad|felicitad|gracias)\b)\w{2,}(?:ad|ed|"
    r"id)(?:l[oa]s?|le)? "
    r"(?:el|la|los|las|un|una|unas|unos|mas|en|al|del|con|antes|siempre)\b(?! (?:vuestr|culpa))|"
    r"(?:anda|andate|vayan|id|sientense|sentaos|sentate|lleguen|reserven|usen|eviten|estacionen|compren|lleven|vengan|"
    r"lava(?:la|lo)|lavenl[oa]|lleva) (?:a las|al|del|en|con|por|antes|temprano|pronto|siempre|entre|el lado|repelente|"
    r"sueter|abrigo|efectivo|agua|paraguas|candado|protector)\b[^?]{0,60})"
)
_GRIEVED = re.compile(
    r"\b(?:money back|refund|disgrace|nunca mas|verguenza|elsewhere|to (?:the )?competition|a la competencia|"
    r"otro sitio|"
    r"otro lado|never again|lie|lies|liars?|excuses|lost customer|clown\w*|stop \w+ing)\b"
)


def wished(folded: str, lang: str, words: int) -> bool:
    """Whether a folded comment of so many words is nothing but a wish or a tip."""
    if not 2 <= words <= MOST or _GRIEVED.search(folded):
        return False
    return (_WISH_ES if lang == "es" else _WISH_EN).match(folded) is not None
