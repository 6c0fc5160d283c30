"""Crises are never missed for politeness; figures of speech are none. Harsh honest words are never hidden."""

from __future__ import annotations

import pytest

from bot.coaching.reading.reader import Reader
from bot.domain.brand import Brand
from bot.domain.reading import CrisisKind, Kind, Urgency
from bot.domain.situation import Situation

BRAND = Brand(id="casa-lola", name="Casa Lola")
CRISES = {
    CrisisKind.DANGER: [
        "Hi! Lovely place, just to let you know my son cut his lip on a chipped glass and is bleeding",
        "Sorry to bother you, but there is smoke coming out of your charger",
        "my wife had an allergic reaction to your nut-free bar, she is in hospital",
        "We all got food poisoning after dinner at yours on Friday :(",
        "There's a strong smell of gas in your Elm Street shop",
        "the battery exploded in my hand",
        "one of your drivers assaulted my sister",
        "my dad collapsed at the till and nobody helped",
        "Hola, perdonad la molestia, el enchufe de la habitación echa chispas",
        "Mi hija se atragantó con una pieza de vuestro juguete",
        "Nos intoxicamos todos con la mayonesa del sábado",
        "Encontré un vidrio en la papilla de mi bebé",
        "huele a gas en la tienda del centro",
        "me quemé la mano con la tapa, tengo ampollas",
        "un guardia de ustedes agredió a mi hermano",
        "estamos atrapados en el ascensor de su tienda",
    ],
    CrisisKind.SELF_HARM: [
        "I don't want to live anymore",
        "thanks for everything. I am going to end my life tonight",
        "honestly I'd be better off dead",
        "ya no quiero vivir",
        "gracias por la música, me voy a matar esta noche",
        "quiero morirme, no puedo más con todo",
    ],
    CrisisKind.LEGAL: [
        "You will hear from my lawyer about this",
        "I have reported you to trading standards for this refund",
        "We are taking legal action over the photos you used",
        "Voy a poner una denuncia en consumo por el cobro",
        "Mi abogado se pondrá en contacto con ustedes",
        "Ya inicié el reclamo en defensa del consumidor y Profeco",
    ],
    CrisisKind.PRESS: [
        "Hi, I'm a journalist with the Herald, could I get a statement on the closure?",
        "We are writing a story about your suppliers, would you comment?",
        "Hola, soy periodista de El Norte, ¿con quién puedo hablar para un reportaje?",
        "Si no responden, vamos a los medios de comunicación hoy, hartos de esperar",
    ],
    CrisisKind.DATA_LEAK: [
        "I can see another customer's orders in my account!",
        "Did you have a data breach? My password leaked",
        "Your app shows me someone else's address",
        "En mi cuenta veo los datos de otra persona",
        "¿Han tenido una filtración de datos?",
        "Hay un cargo no reconocido en mi tarjeta desde su web",
    ],
}
CALM = [
    "this cake is the bomb",
    "your new single is on fire 🔥",
    "me muero de ganas de probarlo",
    "I'm dying of laughter 😂",
    "the ball is in your court",
    "hay mucha demanda de entradas, ¿no?",
    "exploded with flavour, loved it",
    "una explosión de sabor",
    "los hospitales del norte agradecen vuestra donación",
    "uso diario, perfecto para mi bici",
    "Great work visiting the children's hospital",
    "casi me muero de risa con el vídeo jajaja",
]
HARSH = [
    "Worst airline ever. Incompetent, rude and you lie to people. Never again.",
    "Your service is shit and your app is garbage. Three weeks without an answer.",
    "Sois una vergüenza de empresa, un servicio de mierda y unos ladrones",
    "Pésimo, pésimo, pésimo. Me robaron 40 euros y nadie da la cara",
    "This is bullshit. I want my money back.",
    "Una porquería de comida, carísima y fría. No vayan.",
    "You stole my money, you liars",
    "La peor experiencia de mi vida, el camarero fue un maleducado",
    "Total scam, avoid this company at all costs",
    "Estafadores, devuélvanme mi plata",
    "wtf is wrong with this company, my order is 3 weeks late",
    "Están de la chingada, llevo cuatro días sin internet",
]
ABUSE = [
    "kill yourself you worthless piece of shit",
    "go back to your country you fucking spic",
    "Eres una puta rata, ojalá te mueras",
    "los gitanos son escoria, hay que exterminarlos",
    "I know where you live and I will come find you",
    "maricón de mierda, te voy a partir la cara",
]


@pytest.fixture(scope="module", params=["with heads", "words only"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(words_only=request.param == "words only")


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CRISES.items() for text in texts])
def test_crisis_is_seen(reader: Reader, kind: CrisisKind, text: str) -> None:
    reading = reader.read(Situation(brand=BRAND, comment=text))
    assert reading.crisis is kind
    assert Kind.CRISIS in reading.kinds
    assert Kind.JOKE not in reading.kinds
    assert reading.urgency in (Urgency.NOW, Urgency.HIGH)
    assert reading.needs_reply
    assert not reading.hide
    assert dict(reading.judgements)["crisis"].spans


@pytest.mark.parametrize("text", CALM)
def test_figures_of_speech_are_no_crisis(reader: Reader, text: str) -> None:
    assert reader.read(Situation(brand=BRAND, comment=text)).crisis is None


@pytest.mark.parametrize("text", HARSH)
def test_harsh_but_honest_is_never_abuse_nor_hidden(reader: Reader, text: str) -> None:
    reading = reader.read(Situation(brand=BRAND, comment=text))
    assert Kind.ABUSE not in reading.kinds
    assert not reading.hide
    assert reading.needs_reply


@pytest.mark.parametrize("text", ABUSE)
def test_abuse_may_be_hidden_with_a_reason(reader: Reader, text: str) -> None:
    reading = reader.read(Situation(brand=BRAND, comment=text))
    assert Kind.ABUSE in reading.kinds
    assert reading.hide
    assert reading.hide_why


def test_a_crisis_in_the_tail_of_a_long_comment_is_seen(reader: Reader) -> None:
    text = (
        "I have so much to tell you. " * 900
        + "And then the heater exploded and my son was badly hurt, he is in hospital."
    )
    assert reader.read(Situation(brand=BRAND, comment=text)).crisis is CrisisKind.DANGER


def test_a_polite_crisis_in_a_joke_is_still_raised(reader: Reader) -> None:
    text = "haha well done, your oven caught fire in my kitchen and I burned my arm"
    assert reader.read(Situation(brand=BRAND, comment=text)).crisis is CrisisKind.DANGER


FAR_AND_NEAR = [
    (
        "The hero gets electrocuted in the last episode.",
        "My son was electrocuted while we watched the last episode at yours.",
    ),
    ("They say on the news that a warehouse exploded.", "They say on the news that your warehouse exploded."),
    ("En la película se incendió un camión.", "Mientras veíamos la película se incendió vuestro proyector."),
    ("El gobierno denunció al club en el congreso.", "Yo os denuncio mañana, diga lo que diga el gobierno."),
]


@pytest.mark.parametrize(("far", "near"), FAR_AND_NEAR)
def test_films_and_the_news_are_no_crisis_until_it_is_ours(reader: Reader, far: str, near: str) -> None:
    assert reader.read(Situation(brand=BRAND, comment=far)).crisis is None
    assert reader.read(Situation(brand=BRAND, comment=near)).crisis is not None


PAST_AND_PRESENT = [
    (
        "A long time ago, in 1972, my brother broke his arm on that gate. Today he has three boys of his own.",
        "My brother broke his arm on that gate this morning. You mended it a long time ago, in 1972.",
    ),
    (
        "Hace como treinta años me rompí el brazo en esa valla. Hoy vengo con mis nietos.",
        "Me he roto el brazo esta mañana en esa valla, que lleva así hace como treinta años.",
    ),
    ("Mum broke her hip in March and today she swam two lengths.", "Mum broke her hip on your steps today."),
    (
        "Mi madre se rompió la cadera en marzo y hoy ha nadado dos largos.",
        "Mi madre se rompió la cadera hoy en su escalera.",
    ),
    ("I burned my hand on that stove when I was six.", "I burned my hand on that stove today, as when I was six."),
    ("Me quemé la mano ahí cuando tenía seis años.", "Me quemé la mano ahí anoche, como cuando tenía seis años."),
]


@pytest.mark.parametrize(("past", "present"), PAST_AND_PRESENT)
def test_what_is_long_over_is_no_crisis_unless_it_is_of_today_too(reader: Reader, past: str, present: str) -> None:
    assert reader.read(Situation(brand=BRAND, comment=past)).crisis is None
    assert reader.read(Situation(brand=BRAND, comment=present)).crisis is CrisisKind.DANGER


def test_one_weak_word_in_two_lists_is_still_one_weak_word(reader: Reader) -> None:
    said = "Leo con la prensa extranjera cada mañana."
    assert reader.read(Situation(brand=BRAND, comment=said, lang="es")).crisis is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("La chica de la barra me contestó de muy malas maneras cuando pedí un vaso de agua", "es"),
        ("Le dijeron a mi amiga que había pan sin gluten y no había nada. Se quedó sin comer.", "es"),
        ("Fuimos con la nena al taller y estaba suspendido, nadie avisó", "es"),
        ("We took the twins to the workshop and it was cancelled, nobody said a word", "en"),
        ("Fatal la atención de esta mañana, la chica ni nos miró a la cara", "es"),
        ("The girl on the till never once looked at us", "en"),
        ("El aire acondicionado del cine descompuesto y no te avisan hasta que ya compraste el boleto.", "es"),
        ("She found my dad's hearing aid between the mattresses", "en"),
        ("You told my friend there'd be gluten free cake and there was none. She went hungry all afternoon.", "en"),
    ],
)
def test_manners_and_going_without_are_no_danger(text: str, lang: str) -> None:
    reading = Reader().read_many([Situation(brand=Brand(id="casa-lola", name="Casa Lola"), comment=text, lang=lang)])[0]
    assert reading.crisis is None


PASSING_AND_MEANT = [
    ("An ambulance went past and the twins waved at it.", "An ambulance took my mum from your car park."),
    ("Stitches finally out, so it's cake.", "Nine stitches from your broken shelf."),
    ("The meat fell off the bone, honestly.", "The mirror fell off the wall on my daughter's head."),
    ("The movers left the wardrobe in the rain and drove off.", "Your van hit my brother and drove off."),
    ("My kettle has died, what do you recommend?", "My dog died after your flea collar."),
    ("Every lawyer in that series is gorgeous.", "My lawyer has seen your series of letters."),
    ("See you in court, by which I mean the squash club.", "See you in court."),
    ("Sitting in the sun with one of yours.", "I've gone to the Sun with it."),
    ("The waiter followed me to the car with my umbrella.", "A man followed me to the car park and tried my door."),
    ("Pasó una ambulancia y las niñas aplaudieron.", "Se llevó la ambulancia a mi madre desde vuestra tienda."),
    ("Ya me han quitado los puntos, a celebrarlo.", "Le han puesto seis puntos en la frente por vuestra vitrina."),
    ("Se me ha muerto la cafetera, ¿cuál me aconsejáis?", "Se ha muerto mi perro con vuestro collar."),
    ("Mi sobrina se ha caído de sueño en el sofá.", "Mi sobrina se ha caído por vuestra escalera."),
    ("En esa serie los abogados van siempre en moto.", "Mis abogados ya tienen la serie de correos."),
    (
        "He oído en las noticias que hoy llueve.",
        "Esta noche salís en las noticias con lo de los cobros, lo he mandado yo.",
    ),
    ("Doy sangre dos veces al año y luego desayuno ahí.", "Mi hijo echa sangre por la boca desde que comió ahí."),
    ("Me quiero matar, me olvidé la bufanda en la barra.", "Me quiero matar, no aguanto ni un día más."),
    ("Doy una charla sobre derechos de autor, ¿os interesa?", "Habéis violado mis derechos de autor."),
    ("GOLAZO!!! mi abuela se cayó del sillón", "Mi abuela se cayó del sillón de vuestra sala y no se levanta"),
    ("My dad fell off the sofa at that save", "My dad fell off the seat when your bus braked"),
    ("What a goal! My uncle fell off his chair", "What a goal! My uncle fell off his chair and hit his head"),
    ("That curry nearly killed me. same time next week", "That curry nearly killed me, I'm allergic and you knew."),
    ("Ese curry casi me mata. La semana que viene repito", "Vuestro conductor casi me mata en el paso de cebra."),
    ("That spin class nearly killed me, booked again", "Your driver nearly killed me, we were on the crossing"),
    ("nearly tripped over your cat", "nearly tripped over your cat and broke my wrist"),
    ("casi me tropiezo con vuestro gato", "Mi madre se tropezó con vuestro cable y no se mueve"),
    ("no quiero vivir en esta ciudad", "no quiero vivir en esta casa, me pega"),
    ("no quiero vivir lejos de esta panadería", "no quiero vivir así"),
    ("I don't want to live in a town without your bakery", "I don't want to live in this world any more"),
    ("no quiero seguir pagando por esto", "no quiero seguir viviendo"),
    ("Este café me devuelve las ganas de vivir", "Ya no tengo ganas de vivir"),
    ("El ascensor descompuesto y nadie avisa", "Mi hija está descompuesta desde que comió ahí"),
    (
        "Never felt so looked after in a hospital waiting room",
        "My dad is in hospital because of your lift, nobody came",
    ),
    ("Nunca me habían cuidado tanto en la sala de espera de un hospital", "Acabé en el hospital por vuestra mayonesa"),
    ("I broke my own mug this morning", "I broke my arm on your step this morning"),
    ("Me rompí la taza preferida fregando", "Me rompí la muñeca en vuestra entrada"),
    ("Estoy escribiendo postales desde la terraza.", "Estoy escribiendo un reportaje sobre vuestra fábrica."),
    ("No blisters after twenty miles, I checked", "Blisters all over her hands since your glove"),
    ("Ni una ampolla en veinte kilómetros", "Se le llenaron de ampollas las manos con vuestro guante"),
    ("The parcel looks run over by a bus", "My neighbour was run over by your van"),
    ("Casi me infarto cuando vi que había mesa", "Mi suegro tuvo un infarto en su sala y nadie llamó"),
    ("He's a solicitor in York these days", "My solicitor in York has your letters"),
    ("Lo de la cola es de juzgado de guardia", "El lunes lo ven en el juzgado"),
    ("They lie by the glass till the sun goes off the roof", "I've sent it all to the Sun, photos and all"),
    ("The winter vomiting's going round his school, can we move Friday", "We were all vomiting after your Friday fish"),
    ("My daughter cut her own fringe, save her", "My daughter cut her hand on your shelf"),
    ("Mi hija se cortó el flequillo sola", "Mi hija se cortó la mano con su estante"),
    ("Nobody was hurt, we ate the cake off the floor", "My aunt was badly hurt when your awning came down"),
]


@pytest.mark.parametrize(("passing", "meant"), PASSING_AND_MEANT)
def test_words_of_a_crisis_in_passing_are_none(reader: Reader, passing: str, meant: str) -> None:
    assert reader.read(Situation(brand=BRAND, comment=passing)).crisis is None
    assert reader.read(Situation(brand=BRAND, comment=meant)).crisis is not None
