"""Contempt as numbers for adapted heads: belittling words, talk of harm, crude words, and whom they are put to.

None of it is a judgement by itself. A harsh word about an oven and the same word about a person count differently only
once an installation's own rows say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.coaching.reading.evidence import Evidence
from bot.coaching.text.normalise import fold, wordset

_BELITTLING = wordset(
    """hypocrisy clueless ignorance nut nuts nutjob nutcase nutty crazy mental mentally fat fatass fool fools foolish
    gay arrogant smug entitled spoiled crybaby crybabies whining whiny whine bully bullies bullying toxic poison
    parasite parasites rat rats snake snakes dog dogs monkey monkeys devil satan monster monsters maniac wacko wackos
    weirdo weirdos freak freaks looney loony senile dementia tool shill troll trolls hack hacks laughable nonsense weak
    dishonest deceitful manipulative crackhead prostitute misogynist molester abuser predator predators git muppet
    tramp trashy ghetto spineless gutless soulless heartless bimbo airhead dimwit halfwit dolt dunce imbecile simpleton
    buffoon goof dork nerd creature swine vermin leech leeches cockroach cesspool slime slimy slimeball weasel worm
    worms skunk ape baboon donkey jackal vulture hag witch crone bigmouth loudmouth windbag blowhard phony fake
    fraudster con conman grifter cheat cheater cheaters thief thieves felon criminals criminal killer killers butcher
    tyrant dictator communist commie commies marxist extremist radicals mob goon goons hooligan delinquent junkie
    druggie drunk alcoholic addict sicko perverted twisted warped unhinged hysterical irrational uneducated illiterate
    braindead brainwashed sheeple zombie zombies puppet stooge lackey bootlicker sellout backstabber turncoat inhuman
    barbaric savage savages uncivilized
    payaso payasa payasos ridiculo ridicula ignorante ignorantes inutil inutiles vago vaga vagos parasito parasitos
    rata ratas vibora viboras cerdo cerda cerdos perro perra perros mono monos burro burra bestia bestias bicho basura
    escoria lacra lacras sabandija buitre buitres loco loca locos locas chiflado chiflada trastornado trastornada
    enfermo enferma gordo gorda foca vieja viejo bruja monstruo asesino asesina asesinos ladron ladrona ladrones
    chorro chorros corrupto corrupta corruptos delincuente delincuentes criminal criminales mafioso mafiosa sicario
    violador violadores machista machistas facha fachas comunista comunistas dictador tirano falso falsa farsante
    farsantes hipocrita hipocritas mentiroso mentirosa mentirosos embustero embustera cobarde cobardes arrastrado
    arrastrada muerto muerta fracasado fracasada perdedor perdedora llorona lloron llorones amargado amargada resentido
    resentida analfabeto analfabeta analfabetos paleto paleta cateto cateta naco naca grasa negrata sudaca panchito
    salvaje salvajes borrego borregos rebaño titere titeres vendido vendida rastrero rastrera baboso babosa cinico
    cinica sinverguenza sinverguenzas desgraciado desgraciada miserable miserables"""
)
_HARM = wordset(
    """kill kills killed killing die dies dying hang hanged hanging jail jailed prison lock locked shoot shot burn
    burning rot destroy destroys destroyed destroying ruin ruined ruining shut kiss slap slapped punch smack beat
    beaten choke strangle drown stab gut execute executed deport deported arrest arrested impeach attack attacked
    violence violent rape raping molest abuse abused murder
    matar mata maten mataria mueran muere muerete muerte morir ahorcar ahorquen carcel preso presa presos disparar tiro
    quemar quemen arder pudrete pudrir pudran destruir hundir callate callense calla golpear pegar paliza pegarle
    ahogar apuñalar deportar deporten expulsar arrestar atacar violencia violento violar maltratar asesinar"""
)
_CRUDE = re.compile(
    r"fu+c+k|\bfuk(?!u)|sh[i1]+t|b[i1]+tch|cunt|wh[o0]re|\bn[i1]gg[aer]|\bfag|\bretard(?:s|ed)?\b|jerk.?off|goddamn|dammit"
    r"|\b(?:dumb|jack|fat|lazy|smart|punk|bad|hard|sorry|ugly|broke|horse|candy)?ass(?:es|hole|holes|hat|wipe)?\b"
    r"|\b(?:d[i1]cks?|d[i1]ckhead\w*|cocks?|cocksuck\w*|pussy|tits|balls|butt(?:s|hole|hurt)?|pee|poop|turds?|fart\w*)\b"
    r"|\b(?:mf|mofo|af|gtfo|pos|sob|bs)\b"
    r"|\b(?:hijo)?put[oa]s?\b|mierd|cabr[o0]n|gilip|pelotud|\bbolud|pendej|\bmaric[oa]|\bculer[oa]|\bjod(?:er|an|id[oa])"
    r"|cojon|\bverga\b|\bching(?:a|u)|\bcoño|\bmamad[oa]s?\b"
)
_NASTY = ("insult", "insult_mild", "slur", "neg_strong", "profanity", "hate_verb")
_YOU = wordset(
    "you u your ur youre yourself yall tu te ti tus usted ustedes vos vosotros vuestro vuestra eres sos sois"
)
_THEM = wordset(
    """he she they hes shes theyre him her them his their these those el ella ellos ellas estos estas esos esas este
    esta ese esa"""
)
_CALLED = wordset("is are was r am be being hes shes theyre youre es son era eres sos sois ser siendo sea sean")
_CAMP = wordset(
    """liberals liberal conservatives conservative democrats democrat dems republicans republican left right gop antifa
    maga trump hillary obama izquierda derecha rojos fachas peronistas kirchneristas podemos vox pp psoe"""
)
_SUCH = wordset("a an such what un una que menudo menuda vaya tan semejante pedazo")
_MOST = 3


def contempt_of(evidence: Evidence) -> dict[str, float]:
    """Counts up to three. `clean` stands where nothing nasty is said at all."""
    keys = [word.key for word in evidence.words]
    belittling = {place for place, key in enumerate(keys) if key in _BELITTLING}
    nasty = belittling | {hit.first for name in _NASTY for hit in evidence.cues.get(name, ())}
    return {
        "belittling": min(len(belittling), _MOST),
        "harm": min(sum(key in _HARM for key in keys), _MOST),
        "crude": min(len(_CRUDE.findall(fold(evidence.seen.text))), _MOST),
        "at_you": _near(nasty, keys, _YOU, -3, 5),
        "at_them": _near(nasty, keys, _THEM, -3, 5),
        "at_camp": _near(nasty, keys, _CAMP, -5, 5),
        "called": _near(nasty, keys, _CALLED, 1, 4),
        "such_a": _near(nasty, keys, _SUCH, 1, 3),
        "clean": float(not nasty),
    }


def _near(nasty: Collection[int], keys: list[str], words: frozenset[str], after: int, before: int) -> int:
    """How many nasty words stand between `after` and `before` words behind one of the words (negative: ahead)."""
    places = [place for place, key in enumerate(keys) if key in words]
    return min(sum(any(after <= bad - place <= before for place in places) for bad in nasty), _MOST)
