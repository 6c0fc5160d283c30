"""Moments in which people are simply being kind or funny: what was praised, which courtesy is due. Pure."""

from __future__ import annotations

import re

from bot.coaching.composing.notice import Noticed
from bot.coaching.composing.phrasebook import Phrasebook, Theme
from bot.domain.reading import Kind, Mood, Reading

_IN_BOOK_ORDER = {
    "praise": "praise", "courtesy": "courtesy", "joke": "jest", "story": "story", "danger": "danger",
    "danger_kin": "danger",
}  # fmt: skip
"""Kinds of moment in which the theme that stands first in the phrasebook speaks, and the purpose of that theme."""
THEMED = frozenset({"praise", "courtesy", "joke"})
"""Moments in which the lines of a theme name what is spoken of by themselves."""
ODDLY = frozenset({"story", "joke"})
"""Moments in which a reply comes back to the odd thing in what was told."""
KINDLY = frozenset({"courtesy", "glad", "thanks", "joke", "story"})
"""Moments in which the line least like an earlier one is better than none, however short."""
_COURTESY_WORDS, _STORY_WORDS, _THANKS_WORDS = 25, 12, 14
_PLAIN = frozenset({"new here", "ahead", "see you", "greet", "luck", "missed", "only one", "cheer"})
"""Courtesies that a word about something good outweighs."""
_WISHED = {
    Kind.SUGGESTION: frozenset({"ahead", "get well", "condole", "stay strong", "mucho ánimo"}),
    Kind.REQUEST: frozenset({"get well", "luck", "greet"}),
}
"""Courtesies that are easily read as a wish for something to be done."""
_MOURNING = frozenset({"loss", "perdida", "pet gone", "mascota"})
_HEALING = frozenset({"looked after", "cuidar"})
_GRATEFUL = re.compile(r"\b(?:thank|thanks|grateful|gracias|agradecid[oa]s?)\b")
_LOYAL = frozenset({"years", "años", "home", "casa", "sleep", "dormir"})
"""Themes of praise that are praise by being told of oneself."""
_LASTING = frozenset({"lasts", "durar"})
"""Themes of praise that are praise by being told at all."""
_FOR_THEIRS = frozenset({"access", "acceso", "little ones", "peques", "teaching", "enseñanza"})
"""Themes of praise that are praise by being told of oneself or of somebody close."""
_OF_THEMSELVES = re.compile(
    r"\b(?:i|i've|we|we've|my|our|us|me|mi|mis|nos|llevo|llevamos|soy|somos|nuestr[oa]s?|vengo|venimos|"
    r"siento)\b"
)
_TO_US = re.compile(r"\b(?:you|your|yours|y.?all|vosotr[oa]s|vuestr[oa]s?|os|ustedes|sus?|les)\b")
_GLAD_FROM = 4
"""Words from which something told in a good mood is more than a call."""
_JESTS = re.compile(
    r"\bi.?m not \w+,? i.?m (?:just |on |in )|\b(?:he|she|they) (?:doesn.?t|don.?t) know about the\b|"
    r"\bno soy \w+,? (?:estoy|soy|es que)\b|\bno sabe[n]? lo de\w?\b|"
    r"^me:|\balso me\b|asking for a friend|\bcard declined\b|socially acceptable|\bsend help\b|"
    r"\brip (?:to )?my (?!\w*(?:mum|mom|dad|gran|nan|dog|cat|friend|husband|wife|brother|sister))|"
    r"\bdescansen? en paz mi?s? (?:ahorros|cartera|bolsillo|cuenta|tarjeta|dieta)|"
    r"\bmy (?:bank account|bank|wallet|card|purse|waistline|jeans|diet|scales?|"
    r"savings)\b.{0,30}\b(?:would like|says?|said|is (?:crying|begging|weeping|in tears)|wants|saw|ran|hid|"
    r"fled|hates?|cried|cries|wept|called|isn.?t speaking|has left|won.?t)|\bi said (?:just |only )?one\b|"
    r"^dije (?:solo )?un[ao]?\b|\b(?:monday|diet|adulthood) called\b|coincidence\? i (?:don.?t )?think|^yo:|"
    r"\b(?:cat|dog) has claimed\b|\bse adueñ?\w* de la caja|"
    r"\bmy (?:fitbit|watch|husband|wife|cat|dog) thinks i\b|"
    r"\bmy (?:toddler|son|daughter|kids?|niece|nephew|granddaughter|grandson|\w+ year old) (?:thinks?|is convinced|"
    r"believes|insists)\b|"
    r"\bmi (?:hij[oa]|niet[oa]|sobrin[oa]|niñ[oa]|nin[oa]|nene|nena|peque) (?:cree|piensa|esta convencid[oa]|"
    r"jura) que\b|"
    r"\btambien yo\b|pregunto para (?:una?|mi) amig|casualidad,? no (?:lo )?creo|\bllamo el lunes\b|"
    r"\bmi (?:banco|cuenta(?: corriente)?|cartera|tarjeta|dieta|bolsillo|bascula)\b.{0,30}\b(?:pide|dice|dijo|"
    r"llora|vio|salio|huyo|esta llorando|odia|ruega|suplica|ya no me habla)"
)
"""Set forms of a joke, which nobody means as they stand."""
_DARES = re.compile(
    r"\bwho (?:gave|allowed|let) you (?:guys |people |lot )?(?:the )?(?:permission|right|drop|do this)|"
    r"\bmy (?:toddler|son|daughter|kids?|niece|nephew|\w+ year old|granddaughter|grandson) (?:calls|named|has named|"
    r"renamed) (?:your|the|it|him|her)\b|\bi (?:proposed to|married|would marry|am in love with|'?m dating) your\b|"
    r"\bmi (?:hij[oa]|niet[oa]|sobrin[oa]|niñ[oa]|nin[oa]|nene|nena) (?:llama|le dice|bautizo) (?:a )?(?:vuestr[oa]|"
    r"su|al|la|el|l[oa])\b|"
    r"\bhow dare you .{0,30}(?:this good|so good|drop|on a)|"
    r"\bquien (?:les|os|te) (?:dio|ha dado|dejo|permitio) (?:el )?(?:permiso|derecho|sacar)|"
    r"\bcomo se atreven a (?:sacar|hacer .{0,20}tan buen)"
)
"""Praise in the form of an outcry, a child's word or a mock proposal."""
_MUSING = re.compile(
    r"^(?:ok,? )?can we (?:please |just )*(?:talk about|take a moment|appreciate)|\bwhat more (?:do|could) (?:you|i|we|"
    r"anyone) (?:want|ask)|\bwhat is this (?:sorcery|magic|witchcraft)|\bis it (?:bad|wrong|normal) that i\b|"
    r"\bpodemos hablar (?:de|del)\b|\bque mas se (?:puede|le puede) pedir|\bque (?:brujeria|magia) es est"
)
"""Questions that are praise."""
_TURNED = re.compile(
    r"\b(?:if|no comprar|would have|could have|should have|wish|used to|supposed to|refund|cancel\w*|unless|no longer|"
    r"any ?more|sarcas\w*|yeah right|(?<!como )si (?:hubier|fuera|tuvier)\w*|antes (?:era|eran)|ojala|reembolso|"
    r"devolucion|"
    r"ya no)\b|\b(?:isn|wasn|aren|weren|doesn|didn)'?t (?:exactly |really )?(?:a|an|so|worth|unbeatable|made|"
    r"make)\b|🙄|🙃"
)
"""What turns praise round, or into a wish."""
_OF_TEARS = frozenset({"tears", "risas"})
_MOVED = re.compile(
    r"\b(?:finished|ended|left|came out) (?:it )?(?:crying|sobbing|in tears)\b|\b(?:made|had) (?:me|us) (?:cry|"
    r"crying|laugh\w*|"
    r"sob\w*)\b|\bi (?:cried|sobbed|laughed)\b|\b(?:termine|acabe|sali|salimos|acabamos) (?:llorando|"
    r"muert\w+ de (?:la )?risa)\b|"
    r"\b(?:me|nos) hizo (?:llorar|reir)\b|\b(?:llore|lloramos|me rei|nos reimos)\b"
)
"""What a book or a play did to somebody."""
_SPOILT = re.compile(
    r"\b(?:ruin\w*|broke|broken|apolog\w*|raw|delay\w*|late|overcharged|charged|rude|scream\w*|shout\w*|joke|wrong|"
    r"worst|awful|horrible|terrible|disgrace|arruin\w*|rot[oa]s?|romp\w*|retras\w*|grit\w*|cobr\w*|perdi\w*|perder|"
    r"fri[oa]s?|suci[oa]s?|vergüenza|verguenza|peor)\b"
)
"""Blame beside words of praise, which are bitter then."""
_PLAINLY = re.compile(
    r"\bnot (?:one|a single) (?:seam|stitch|scratch|crack|hole|leak|complaint|hiccup|dent)\b|\boutliv(?:ed|es)\b|"
    r"\bcan'?t thank .{0,30}enough\b|\bmade (?:my|her|his|their|our|mum'?s|mom'?s|dad'?s|everyone'?s) (?:day|week|"
    r"month|year|night)\b|\blives? in my head rent free\b|\brent free\b|\bis an? (?:absolute |total |complete |"
    r"actual )?(?:queen|king|star|legend|gem|angel|hero|saint|treasure|wizard|genius|godsend|lifesaver|banger|joy|"
    r"miracle worker)\b|\b(?:absolute|total|proper) (?:legends?|heroe?s?|stars?|gems?|angels?)\b|"
    r"\b(?:legend|queen|hero|star|saint) of an? \w+|\bmiracle worker\b|\bsaved my (?:marriage|life|day|evening|"
    r"sanity|bacon|skin|trip|wedding|holiday)\b|\b(?:huge|big|enormous) heart\b|\b(?:corazon (?:enorme|gigante|"
    r"inmenso)|gran corazon)\b|\bshout.?out to\b|\b(?:i|we) came for .{3,40} stayed for\b|\b(?:vine|"
    r"vinimos) por .{3,40} (?:me quede|nos quedamos) por\b|\b(?:been humming|tarareando)\b|\bw+o+w+\W*$|"
    r"\bstayed (?:on the (?:phone|line) |up |late )?with (?:me|us|him|her|my)\b|\b(?:witchcraft|wizardry|sorcery)\b|"
    r"\btoo (?:pretty|nice|beautiful|good|lovely|cute) to (?:throw|eat|open|use|cut|wear|bin)\b|\bchef'?s kiss\b|"
    r"\blike (?:he|she|they|it) (?:was|were) (?:your|their) own\b|\bheld my hand\b|\b10 ?(?:/|out of) ?10\b|"
    r"\bwhat more (?:do|could) (?:you|i|we|anyone) (?:want|ask)|\bunbeatable\b|\bbest value\b|"
    r"\bin (?:like |about |just |under )?(?:\d+|two|three|five|ten|one|a) (?:mins?|minutes?|seconds?) flat\b|"
    r"\bdidn'?t even (?:have to|need to|put the kettle)\b|\bno fuss\b|\bso peaceful\b|\bbreath of fresh air\b|"
    r"\bprices are (?:fair|great|good|brilliant)\b|\bworth every (?:penny|cent|mile|minute|second)\b|"
    r"\b(?:by|all by) (?:himself|herself|themselves) now\b|\b(?:the )?first (?:time|one)\b.{0,40}\bin (?:years|ages|"
    r"decades)\b|\bpud(?:o|e|imos|ieron) .{0,60}por primera vez\b|"
    r"\bnothing beats\b|\bstill not over (?:it|that)\b|\bi'?m still not over\b|\bgorgeous\W*$|"
    r"\balways (?:says?|greets?|remembers?|smiles?)\b.{0,40}\b(?:morning|hello|name|order|means it|smil\w+)|"
    r"\bremember(?:ed|s) (?:my|our) (?:order|name|usual|face|birthday)\b|\bwithout (?:a )?tears\b|"
    r"\bstill (?:waterproof|going strong|like new)\b|\bdeserves? an? (?:raise|medal|pay rise|award|statue)\b|"
    r"\bmy eyes thank you\b|\bthat (?:sunset|view|solo|voice|bass|ending|note|goal|save|smell|crust|"
    r"finish)(?: \w+){0,5} (?:tho|though)\b|"
    r"\bwaited for (?:my (?:mum|mom|dad|gran\w*|son|daughter|kids)|me|us) with\b|"
    r"\b(?:imbatibles?|insuperables?|un detallazo|un encanto|una dulzura|que dulzura|un crack|unos cracks|de diez|"
    r"un diez|"
    r"brujeria|chapo|chapeau|inmejorables?|asi (?:da gusto|si)|da gusto|sin palabras|no tengo palabras|mil gracias|"
    r"gracias infinitas|infinitas gracias|como el primer dia|un respiro|se respira (?:paz|calma)|"
    r"no tiene precio|un aplauso|en (?:medio|un|dos) minutos?|durmieron todo el camino|un lujo|una gozada|"
    r"una maravilla|bendit[oa]s?)\b|"
    r"\bcomo si fuer\w+ suy[oa]s?\b|\b(?:le|me|nos) salv\w+ la (?:vida|vista|tarde|boda|noche)\b|"
    r"\bno compro en otro (?:lado|sitio)\b|\bque (?:facil|bonit[oa]|lind[oa]) (?:quedo|abrir|hacer|reservar|es|fue)\b|"
    r"\bni me (?:levante|entere|movi) (?:del?|de la)\b|\bque mas se (?:le )?puede pedir\b|"
    r"\bes un (?:sol|amor|encanto|angel|tesoro)\b|\b(?:esper|aguard)o a que (?:mi|la|el) .{0,30}(?:sentara|subiera|"
    r"bajara|llegara)\b|\bsiempre (?:saluda|se acuerda|sonrie)\w*|\bpaciencia (?:infinita|de sant[oa])\b|"
    r"\btan (?:lind|bonit|preci|hermos)\w+ que (?:no|da)\b|\bquedo (?:hermos|preci|bonit|lind|padr|chul|divin)\w+|"
    r"\b(?:todavia|aun) no me recupero\b|\btodo .{0,20}sin apurarse\b|\benamorad[oa] de (?:este|esta|mi|vuestr|su)\b|"
    r"\b(?:is|are|was|were|it'?s|that|menu|update|new \w+) (?:absolutely |just |so |actually |a |an )*(?:slaps?|"
    r"bangers?|iconic|elite|goated|on point|"
    r"spot on|top notch|a vibe|a game.?changer|life.?changing|everything|belting|cracking|a triumph|a masterpiece|"
    r"a work of art|"
    r"next level|second to none|faultless|flawless)\b|\b(?:slaps|hits different|obsessed with (?:this|your|the|it))\b|"
    r"\b(?:esta que se sale|se sale|la rompen|la rompieron|la rompio|lo petan|una pasada|un puntazo|la bomba|"
    r"una obra de arte|"
    r"de otro (?:planeta|nivel)|de escandalo|una joya|unos? (?:capos?|genios?|idolos?|grosos?)|lo mas|"
    r"padrisim[oa]s?|chidisim[oa]s?|"
    r"barbar[oa]s?|impresionantes?)\b|"
    r"\bis (?:now )?my (?:new )?(?:\w+ )?(?:office|therapist|therapy|living room|happy place|whole personality)\b|"
    r"\b(?:ya )?es (?:ya )?mi (?:nueva? )?(?:oficina|terapia|terapeuta|sala de estar|segunda casa)\b|"
    r"\b(?:don'?t|do not|never) (?:even |usually |normally |really )?(?:like|enjoy|read|watch|eat|drink|cry|"
    r"dance)\b.{3,40}\b(?:and|but|yet) "
    r"(?:i|we) (?:loved|stayed|finished|enjoyed|ate|went back|had seconds|cried|danced)\b|"
    r"\bno (?:me gusta\w*|leo|como|bailo|bebo) .{3,40}\b(?:y|pero) (?:me (?:quede|encanto|la acabe|lo acabe)|repeti|"
    r"l[oa] acabe|volvi)\b|"
    r"\bnever (?:waited|paid|queued) (?:so little|less)\b|\bnever (?:slept|eaten|felt|had|tasted|seen|heard|"
    r"laughed) (?:so much|better|"
    r"so (?:good|well|welcome|calm|safe|at home|comfortable))\b|\bnunca (?:he |habia )?(?:esperad?[oe]?|"
    r"pagad?[oe]?) (?:tan poco|menos)\b|"
    r"\bnunca (?:he |habia )?(?:dormi\w*|comi\w*|prob\w+|rei\w*|vi\w*) (?:tan bien|mejor|algo (?:asi|igual|"
    r"tan ric\w+)|tanto)\b|"
    r"\b(?:carries|carried|brings|takes) .{0,20}(?:shopping|bags?|groceries|boxes|parcels?) (?:up|in|to the|"
    r"all the way)\b|"
    r"\bles? (?:sube|subio|carga|lleva) (?:la compra|las bolsas|el pedido|las cajas|el super)\b|\bun angel\b|"
    r"\bgot me through\b|\bme (?:arreglo|salvo|alegro|cambio) (?:el|la) (?:dia|semana|tarde|mañana|manana|noche|"
    r"lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|vida)\b|"
    r"\bthanks to (?:you|your|this) (?:\w+ ){0,4}(?:i|we|my \w+|he|she)(?:'re|'ve|'m| are| am| can| could| finally|"
    r" got| found| now| have)\b|"
    r"\bgracias a (?:su|sus|vuestr[oa]s?|tu|esta|este) (?:\w+ ){0,5}(?:nos vamos|pude|pudimos|por fin|conseg\w+|"
    r"logr\w+|aprendi|ahora|puedo|"
    r"podemos)\b|\b(?:he|she|they) (?:just )?(?:fell asleep|came out wagging|asked for (?:more|seconds|his own|"
    r"her own|their own|another))|"
    r"\bse (?:quedo|quedaron) dormid[oa]s?\b|\bya (?:me )?pidio (?:la suya|el suyo|otr[oa]|mas|repetir)\b|"
    r"\b(?:only|just|keeps?) (?:gets?|getting) (?:better|softer|nicer|prettier|cosier|comfier)\b|"
    r"\bcada vez (?:esta |es |va |son |me gusta )?(?:mas )?(?:mejor|suaves?|bonit\w+|ric[oa]s?|lind[oa]s?|"
    r"comod[oa]s?|a gusto)\b|"
    r"\bbought (?:it|them|this) for .{3,40}\b(?:kept|keep|keeping|stayed)\b|"
    r"\bl[oa]s? compre por .{3,40}\bme l[oa]s? qued(?:o|e)\b|"
    r"\bnamed (?:my|our) .{3,30} after (?:you|your)\b|\ble (?:puse|pusimos) (?:el nombre de |de nombre )?(?:su|"
    r"vuestr[oa]|tu)\b|"
    r"\b(?:detallazo|puntazo|planazo|peliculon|librazo|discazo|temazo|sitiazo|pasada)\b|"
    r"\b(?:wouldn'?t|would not|didn'?t|refused to) (?:even )?(?:take|accept) (?:a tip|any money|my money|a penny)\b|"
    r"\bno (?:acept\w+|quis\w+|me cobr\w+) (?:ni )?(?:propina|un (?:peso|euro|duro)|nada)\b|\b(?:finally|"
    r"at last),? an? \w+ "
    r"(?:that|where|who|with)\b|\bpor fin un[ao]? \w+ (?:que|donde|con)\b|\bonly (?:yours|you) (?:had|have|did|do)\b|"
    r"\bdormimos como (?:angelit|bebe|rein|tronc)\w+|\bmagia\W*$|\bmagic\W*$|\bsalimos rodando\b"
)
"""Set forms of praise."""
_THANKED = re.compile(
    r"\b(?:thanks?|thx|ty|cheers|ta|gracias)\b(?!.{0,20}\b(?:for the (?:lovely|great|best)|por (?:la|"
    r"el) (?:mejor|gran)))"
)
_FOR_AN_ANSWER = re.compile(
    r"\bwill (?:check|try|look|ask|have a look)\b|"
    r"\bneed(?:ed)?\b|\bwill do\b|\bhelp(?:s|ed|ful)\b|\bto know\b|\brepl\w+|\bansw\w+|\binfo\w*|\btips?\b|"
    r"\bclear\w*|\bgot it\b|\bnoted\b|\bsorted\b|\bletting me\b|\bgetting back\b|\bi.?ll (?:try|check|look|ask|"
    r"give|do)\b|\bnecesitaba\b|\bsaber\w*|\brespond\w+|\brespuesta\b|\bcontest\w+|\bdato\b|\baclar\w+|"
    r"\bayuda\b|\bavis\w+|\blo (?:miro|pruebo|tendre|hare|apunto)\b|\bclar[oa]\b|\bme sirve\b|\bquedo\b"
)
_FOR_REPLYING = re.compile(
    r"\b(?:thanks?|thank you|cheers) (?:so much |a lot )?for (?:the |your |such a |getting |"
    r"letting )?(?:\w+ )?(?:reply|replying|answer\w*|info\w*|back|me know|response)\b|\bgracias por (?:la |"
    r"vuestra |su |tu )?(?:\w+ )?(?:contestar|responder|respuesta|avisar|info\w*|aclarar\w*)\b"
)
_VALUED = re.compile(
    r"\brecommend(?:ed|ing)?\b|\bmakes? my \w+ (?:bearable|better|brighter)\b|\bunbeatable\b|"
    r"\bimbatible\b|\bworth the\b|"
    r"\bhe(?:mos)? recomendado\b|\brecomiendo\b|\bme hace (?:mas )?(?:soportable|feliz)\b|"
    r"\bvali(?:o|eron) (?:la pena|los|las)\b|"
    r"\b(?:so|such|really|very|absolutely|truly) (?:an? )?(?:gentle|kind|peaceful|lovely|good|nice|beautiful|"
    r"calm|cosy|friendly|welcoming|special|pretty|tasty|delicious)\b|\blov(?:e|ed|ely|ing)\b|\bbest\b|"
    r"\bgoosebumps\b|\bsobb\w+|\b(?:termine|acabe) llorando\b|\bpiel de gallina\b|\bcarcajadas?\b|"
    r"\bgreat\b|\bmagic\w*|\bbeautiful\w*|\bwonderful\w*|\bamazing\b|\bbrilliant\b|\bperfect\w*|\bdelicious\b|"
    r"\bgorgeous\b|\bstunning\b|\bfeels? like (?:a hug|home)\b|\blike new\b|\bwhat an? (?:\w+ )?(?:ending|"
    r"night|evening|day|show|place|treat|find|gem)|\bnever (?:once )?(?:disappoint|let me down|fail)\w*|"
    r"\bworth (?:it|every)\b|\bcouldn.?t put (?:it|this) down|\b(?:loveli|kindli|kind|nice|sweet|friendli|cosi|"
    r"cozi|pretti|tasti|great|fine|happi)est\b|\bmade my (?:day|week|month|year)\b|\bbutterflies\b|"
    r"\byou.?re (?:all |the |such )?(?:a )?(?:wizards?|stars?|legends?|hero(?:es)?|angels?|magicians?)|"
    r"\bslept like\b|\bat last\b|\bno words\b|\bcould have stayed\b|\bsurvived\b|\bin one sitting\b|\b(?:me|"
    r"nos) (?:encant|fascin|enamor|emocion)\w+|\bmejor(?:es)?\b|\bmaravill\w+|\bpreciosid?\w*|\bgenial\b|"
    r"\bincreible|\bespectacular|\bdelici\w+|\briquisim\w+|\bes(?:ta|tan)? (?:de )?(?:un )?(?:sol|amor|encanto|"
    r"lujo|vicio|escandalo|diez|muerte)\b|\bson (?:un|de) (?:sol|amor|encanto|lujo|vicio|escandalo|"
    r"otro mundo)\b|\bfue (?:un amor|magia|una maravilla)|\bcomo un abrazo\b|\bcomo nuev[oa]s?\b|\b(?:que|vaya|"
    r"menud[oa]|gran) (?:\w+ )?(?:tan )?(?:final|sitio|lugar|show|espectaculo|temporada|jardin|noche|visita|"
    r"dia|tranquil\w+|bonit\w+|ric[oa]s?|detalle|maravilla|gozada)\b|\bnunca (?:me|nos) han fallado|\b(?:sois|"
    r"son|eres) (?:un[oa]?s? )?(?:magos|genios?|cracks?|artistas?|soles|angel(?:es)?)\b|\bme alegr(?:o|asteis|"
    r"aron) (?:el|la) (?:dia|semana|tarde|mañana)|\bmadre mia\b|\buna gloria\b|\bque alegria\b|\bhan salvado\b|"
    r"\bdormi como\b|\bme tiemblan las piernas|\bsin palabras\b|\bdel tiron\b|\bluz\b.{0,8}$|"
    r"\bhan sobrevivido\b|\bme habria quedado\b"
)
"""Words that say of something that it is good, where no kind was read."""


def leading(book: Phrasebook, noticed: Noticed, kind: str) -> Theme | None:
    """The theme that speaks in a moment of this kind, None where there is none or another rule decides."""
    purpose = _IN_BOOK_ORDER.get(kind)
    fitting = [theme for theme in noticed.themes if theme.purpose == purpose]
    return min(fitting, key=book.themes.index) if fitting else None


def called_in(theme: Theme | None, bare: str, lang: str) -> str:
    """What the comment calls the thing the theme is about, as a reply says it ("the concert"); "" where unnamed."""
    names = theme.names if theme is not None else ()
    name = next((name for name, pattern in names if pattern.search(bare)), "")
    return f"the {name}" if name and lang == "en" else name


def mourns(theme: Theme | None) -> bool:
    """Whether a story is about somebody or some animal that died."""
    return theme is not None and theme.id in _MOURNING


def _aggrieved(noticed: Noticed, reading: Reading) -> bool:
    """Whether it was read as a grievance and can hardly be kindness."""
    unsure = reading.otherwise is Kind.PRAISE and not noticed.matters and _SPOILT.search(noticed.text) is None
    return Kind.COMPLAINT in reading.kinds and not unsure


def courteous(noticed: Noticed, reading: Reading) -> bool:
    """Whether a comment is one of the small things people say that are owed a short word and no question."""
    theme = next((theme for theme in noticed.themes if theme.purpose == "courtesy"), None)
    if theme is None or noticed.words > _COURTESY_WORDS:
        return False
    if reading.kinds & {Kind.SPAM, Kind.QUESTION} or _aggrieved(noticed, reading):
        return False
    if any(kind in reading.kinds and theme.id not in able for kind, able in _WISHED.items()):
        return False
    if theme.id == "missed" and any(other.purpose == "suggestion" for other in noticed.themes):
        return False
    if Kind.STORY in reading.kinds and noticed.words > _STORY_WORDS:
        return False
    praised = Kind.PRAISE in reading.kinds and any(other.purpose == "praise" for other in noticed.themes)
    return not (praised and theme.id in _PLAIN)


def thanks_for_an_answer(noticed: Noticed, reading: Reading) -> bool:
    """Whether somebody thanks for an answer they got, and wants nothing more."""
    if reading.kinds & {Kind.COMPLAINT, Kind.QUESTION} or reading.mood is Mood.NEGATIVE:
        return False
    text = noticed.text
    if _FOR_REPLYING.search(text):
        return True
    if Kind.PRAISE in reading.kinds and any(theme.purpose == "praise" for theme in noticed.themes):
        return False
    return bool(noticed.words <= _THANKS_WORDS and _THANKED.search(text) and _FOR_AN_ANSWER.search(text))


def jests(noticed: Noticed, reading: Reading) -> bool:
    """Whether a comment has the set form of a joke, however it was read."""
    if Kind.QUESTION in reading.kinds or _aggrieved(noticed, reading):
        return False
    return _JESTS.search(noticed.text) is not None


def dares(noticed: Noticed) -> bool:
    """Whether a comment asks in mock anger how the page could do it, with nothing named that went wrong."""
    return not noticed.matters and _DARES.search(noticed.text) is not None


def values(noticed: Noticed, reading: Reading) -> bool:
    """Whether something the page is about is called good, where the reading heard no kind in it."""
    known = any(theme.purpose == "praise" for theme in noticed.themes)
    if not known or reading.kinds or _TURNED.search(noticed.text):
        return False
    if reading.mood is not Mood.NEGATIVE and any(theme.id in _LASTING for theme in noticed.themes):
        return True
    praised = {theme.id for theme in noticed.themes if theme.purpose == "praise"}
    told = reading.mood is not Mood.NEGATIVE and _OF_THEMSELVES.search(noticed.text) is not None
    if praised & _HEALING and _GRATEFUL.search(noticed.text):
        return True
    if told and (praised & _FOR_THEIRS or (praised & _LOYAL and not noticed.slots.get("kin"))):
        return True
    found = _VALUED.search(noticed.text)
    return found is not None and (reading.mood is not Mood.NEGATIVE or found.group().startswith(("never", "nunca")))


def plainly(noticed: Noticed, reading: Reading) -> bool:
    """Whether something is praised in words that nobody uses for anything else, however it was read: a comment that
    tells what went well ("not one seam gone") is easily taken for a grievance or for talk."""
    text = noticed.text
    if "torn" in noticed.slots or reading.kinds & {Kind.SPAM, Kind.REQUEST} or _TURNED.search(text):
        return False
    if Kind.COMPLAINT in reading.kinds and _SPOILT.search(text):
        return False
    if "?" in text and not _MUSING.search(text):
        return False
    moved = any(theme.id in _OF_TEARS for theme in noticed.themes) and _MOVED.search(text) is not None
    doubted = Kind.COMPLAINT in reading.kinds and reading.otherwise is not Kind.PRAISE
    return moved + len(_PLAINLY.findall(text)) > doubted


def gladdens(noticed: Noticed, reading: Reading) -> bool:
    """Whether something is told in a good mood that no kind and no theme has a name for, and a short word is due."""
    if reading.kinds or reading.mood is not Mood.POSITIVE or noticed.words < _GLAD_FROM or "?" in noticed.text:
        return False
    talk = any(theme.purpose == "talk" for theme in noticed.themes)
    return not talk or _TO_US.search(noticed.text) is not None
