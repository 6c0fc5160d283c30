"""Kindness told as what somebody did, faults told as level facts, and tags that ask nothing."""

from __future__ import annotations

import pytest

from bot.coaching.reading.reader import Reader
from bot.domain.reading import Kind, Mood
from tests.unit.coaching.reading.one_comment import read


@pytest.mark.parametrize(
    "text",
    [
        "Me encontró el audífono de mi papá entre los colchones",
        "Le acarició la oreja hasta que dejó de temblar",
        "He found my hat and ran after the bus",
        "She stayed on the phone until the cat came down",
        "He carried my shopping up four flights",
        "Your driver waited till I found my key",
        "She found my dad's hearing aid between the mattresses",
        "He stroked her ear until she stopped shaking",
        "The lady at the desk walked me to the right bus",
        "Someone had warmed the plates before we sat down",
        "He sewed the button back on while I waited and said nothing about it",
        "Se quedó al teléfono hasta que bajó el gato",
        "Me subió la compra cuatro pisos",
        "El conductor esperó a que encontrara la llave",
        "La señora del mostrador me acompañó hasta el autobús correcto",
        "Me cosió el botón mientras esperaba y no dijo nada",
        "Salió corriendo detrás del bus con mi sombrero",
        "Le guardó a mi hijo el último globo",
        "She kept the last balloon for my son",
        "Se agachó para hablar con mi hija a su altura",
        "He crouched down to talk to my daughter at her height",
        "Le cantó bajito al perro mientras le cortaba las uñas",
        "She sang to the dog while clipping his nails",
        "The lad at the counter ran after me with my change",
        "El chico me llevó las bolsas hasta el coche",
        "La enfermera le cantó a mi bebé mientras le ponía la vacuna",
        "El portero nos acompañó hasta el taxi con el paraguas",
        "He tightened the screw on my glasses while I waited",
        "Never felt so looked after in a hospital waiting room",
        "Nunca me habían cuidado tanto en una sala de espera de hospital",
    ],
)
def test_a_kindness_told_plainly_is_praise(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.PRAISE in found.kinds
    assert not found.kinds & {Kind.COMPLAINT, Kind.JOKE}
    assert found.crisis is None


@pytest.mark.parametrize(
    "text",
    [
        "The pool closes at five. Check-in is at four.",
        "My review from Tuesday has disappeared, funny that",
        "I know more about this account than the person on the phone did",
        "Soup of the day: yesterday's",
        'The "fresh" juice came out of a carton. I watched.',
        "The quiet carriage had a stag do in it",
        "Twelve checkouts. One cashier.",
        "Your chatbot and I are on first name terms now",
        "The vegetarian option is a side salad",
        "The gluten free menu is a glass of water and a smile",
        "Sea view, if you lean",
        "The kids' menu is chips, chips or chips",
        "Breakfast ends at nine. On a Sunday. At a hotel.",
        "Nice of the plumber to come. Wednesday would have been nicer.",
        "Funny how the sale price was last month's price",
        "Bottomless brunch has a bottom, it turns out",
        'The lift has been "back tomorrow" since August',
        "I've had longer conversations with my toaster than with your helpdesk",
        "Free parking, it says. The machine disagrees.",
        "Sé yo más de mi factura que el señor que me atendió",
        "El menú infantil es todo frito",
        "La piscina cierra a las cinco. La entrada es a las cuatro.",
        "Mi reseña del martes ha desaparecido, qué casualidad",
        "Sopa del día: la de ayer",
        'El zumo "natural" salió de un brik. Lo vi.',
        "Doce cajas. Una cajera.",
        "Vuestro chatbot y yo ya nos tuteamos",
        "La opción vegetariana es una ensalada de guarnición",
        "Vistas al mar, si te asomas",
        "El menú de niños es patatas, patatas o patatas",
        "El desayuno acaba a las nueve. Un domingo. En un hotel.",
        "Qué detalle que viniera el fontanero. El miércoles habría sido mejor.",
        "Qué curioso que el precio de rebaja sea el del mes pasado",
        "Barra libre, pero con barra",
        'El ascensor lleva "hasta mañana" desde agosto',
        "Converso más con la tostadora que con su mesa de ayuda",
        "Estacionamiento gratis, dice. La máquina opina distinto.",
        "La wifi llega hasta la recepción. La habitación está en el tercero.",
        'Parece que "enseguida" significa cuarenta minutos',
        'Apparently "soon" means November',
        'Por lo visto "hoy" es el martes',
        "Seis ventanillas. Una abierta.",
        "My comment about the fees has vanished",
        "Plato del día: el de ayer",
        "The kids' option was plain bread",
        "The cake was dry and nobody paid me any attention",
        "El pollo estaba seco y el camarero ni caso",
        "She stayed on the phone with her boyfriend while I waited",
        "Se quedó hablando por teléfono mientras yo esperaba",
        "Llevé a mi hijo a la función y la habían suspendido",
        "El camarero ni me miró a la cara en toda la cena",
    ],
)
def test_a_level_fact_may_be_a_grievance(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.COMPLAINT in found.kinds
    assert not found.kinds & {Kind.PRAISE, Kind.JOKE}
    assert found.mood is not Mood.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "Is the pool open until five, and when is check-in?",
        "The pool closes at five, perfect time for tea",
        "Soup of the day: pumpkin, and it was lovely",
        "Check-in is at four, see you then",
        "The vegetarian option is the best thing on the menu",
        "Breakfast until noon. On a Sunday. Bliss.",
        "La sopa del día: calabaza, y riquísima",
        "El menú infantil lleva verdura de verdad",
        "I know the whole team by name now and they know mine",
        "Funny how the day gets better after your coffee",
        "Qué curioso que con vuestro café el lunes no duela",
    ],
)
def test_level_facts_in_such_words_are_no_grievance(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "The biscuits used to come free, now they don't, unless they're nice ones, noticed that?",
        "Ahora las porciones son más chicas, ¿os habéis dado cuenta?",
        "Same price, smaller bag, noticed that?",
        "You've stopped answering the phone, have you noticed?",
        "Ya no ponen servilletas, ¿se dieron cuenta?",
        "Cada semana más caro y más pequeño, ¿lo habéis notado?",
        "Dos euros más y la mitad de patatas, ¿se han fijado?",
        "Nobody says hello any more, do they?",
        "You never answer, do you?",
        "No contestáis nunca, ¿eh?",
        "Not even a sorry, was there?",
    ],
)
def test_a_tag_on_a_grievance_wants_no_answer(reader: Reader, text: str) -> None:
    found = read(reader, text)
    assert Kind.COMPLAINT in found.kinds
    assert Kind.QUESTION not in found.kinds
    assert not found.asks


@pytest.mark.parametrize(
    "text", ["The terrace smells of jasmine now, have you noticed?", "Have you noticed my umbrella there?"]
)
def test_a_tag_on_good_news_is_no_grievance(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT not in read(reader, text).kinds


def test_a_dry_cake_and_no_one_near_is_a_grievance_beyond_doubt(reader: Reader) -> None:
    found = read(reader, "La tarta estaba seca y nadie me hizo caso")
    assert found.kinds & {Kind.COMPLAINT, Kind.PRAISE} == {Kind.COMPLAINT}
    assert found.otherwise is None
