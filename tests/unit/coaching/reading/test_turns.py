"""Turns of phrase are read whole: delight without a word of praise, grievances told drily, questions that are none."""

from __future__ import annotations

import pytest

from bot.coaching.reading.reader import Reader
from bot.coaching.reading.turns import told
from bot.coaching.text.normalise import fold
from bot.domain.reading import Kind, Mood
from tests.unit.coaching.reading.one_comment import read


@pytest.mark.parametrize(
    "text",
    [
        "Quien puso la música el jueves, que se case conmigo.",
        "Whoever made the lemon tart, I would like to shake your hand.",
        "A quien hizo la tarta de limón: quiero darle un abrazo.",
        "Teo, el de la barra, se acordó de mi nombre a la segunda visita. Me hacía falta.",
        "Teo at the bar remembered my name on my second visit. I needed that.",
        "I have not stopped humming that song since Friday.",
        "Llevo desde el viernes tarareando la canción de la entrada.",
        "I've been thinking about those dumplings since Sunday.",
        "No hago más que pensar en esas empanadas.",
        "My mother-in-law asked for seconds. My mother-in-law.",
        "I came in for one coffee and left three hours later.",
        "Entré por un café y salí tres horas después.",
        "The bread didn't make it home.",
        "El pan no llegó a casa.",
        "We drove forty minutes for this and would do it again tomorrow.",
        "Manejamos cuarenta minutos y lo volveríamos a hacer mañana.",
        "Not bad for a Tuesday. Not bad at all.",
        "Nada mal para un martes. Nada mal.",
        "Me encantó. Nada más que decir.",
        "Nothing to add. You lot know what you're doing.",
        "No tengo nada que añadir. Sabéis lo que hacéis.",
        "No puedo con lo bueno que está esto.",
        "I came back the next day. And the next.",
        "Volví al día siguiente. Y al otro.",
        "Your plumber took his shoes off at the door without being asked.",
        "El fontanero se quitó los zapatos sin que nadie se lo pidiera.",
        "Didn't want to leave.",
        "No me quería ir.",
        "Hats off to the lady in the blue apron.",
        "Chapó por la señora del delantal azul.",
        "Me hicieron la tarde.",
        "You ruined every other croissant for me.",
        "Me arruinaron todos los demás cruasanes.",
        "My husband doesn't dance. My husband danced.",
        "Mi marido no baila. Mi marido bailó.",
        "Nobody told me it would be this good.",
        "Nadie me avisó de que estaba tan bueno.",
        "He fixed it in two minutes and wouldn't take a penny.",
        "Me lo arregló en dos minutos y no me quiso cobrar.",
        "Can't say a bad word about them.",
        "No le pongo ni una pega.",
        "Went in grumpy, came out not grumpy.",
        "Me quito el sombrero.",
        "La enfermera me dio la mano todo el rato. No se me olvida.",
    ],
)
def test_delight_needs_no_word_of_praise(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.PRAISE in reading.kinds
    assert Kind.COMPLAINT not in reading.kinds
    assert reading.mood is Mood.POSITIVE
    assert reading.needs_reply


@pytest.mark.parametrize(
    "text",
    [
        "I can't stop thinking about how rude your waiter was",
        "No hago más que pensar en lo maleducado que fue el camarero",
        "The cake didn't make it to the party, the box arrived broken",
        "El paquete no llegó a casa",
        "The toilet was filthy. Nothing to add.",
        "Thanks for keeping me waiting for an hour",
        "Nobody told us the card machine was broken",
        "My phone doesn't charge. I called twice and nobody answered.",
        "The only place where I was ever lied to, terrible service",
    ],
)
def test_the_same_words_about_a_grievance_stay_one(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.COMPLAINT in reading.kinds
    assert Kind.PRAISE not in reading.kinds


@pytest.mark.parametrize(
    "text",
    [
        "ok so the soup. what is IN that soup. I've thought about it for three days",
        "che, ¿la sopa qué tiene? hace tres días que no pienso en otra cosa",
        "What did you put in that sauce? Asking as a person who licked the plate.",
        "¿Qué le echan a esa salsa? Pregunta alguien que rebañó el plato.",
    ],
)
def test_delighted_curiosity_asks_and_praises(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert {Kind.QUESTION, Kind.PRAISE} <= reading.kinds
    assert Kind.COMPLAINT not in reading.kinds


@pytest.mark.parametrize(
    "text",
    [
        "Just wanted to say the new window display is beautiful, whoever did it should be proud.",
        "Solo quería decir que el escaparate nuevo es precioso, quien lo hizo debería estar orgulloso.",
        "You should all be very pleased with yourselves, what an evening.",
        "They should give that waiter a medal.",
        "A ese mesero deberían darle una medalla.",
    ],
)
def test_what_people_deserve_is_praise_and_no_suggestion(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.PRAISE in reading.kinds
    assert not reading.kinds & {Kind.SUGGESTION, Kind.ABUSE}
    assert not reading.asks


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for holding the door for my mum's wheelchair this morning.",
        "Cheers to the lad who ran after me with my umbrella.",
        "Gracias al chico que le abrió la puerta a mi madre con la silla.",
        "Un saludo al pibe que corrió a darme el paraguas.",
    ],
)
def test_thanks_in_passing_are_praise(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.PRAISE in reading.kinds
    assert Kind.COMPLAINT not in reading.kinds


@pytest.mark.parametrize(
    "text",
    [
        "The croissants were gone by ten again. Third Saturday running.",
        "Otra vez sin cruasanes a las diez. Tercer sábado seguido.",
        "I applied for the Saturday job two weeks ago and heard nothing.",
        "I left my number for the waiting list in March. It's November.",
        "Dejé mi número para la lista de espera en marzo. Estamos en noviembre.",
        "We booked for eight and sat down at nine.",
        "Reservamos a las ocho y nos sentamos a las nueve.",
        "Paid for the large one. Got the small one.",
        "Twelve pounds for a sandwich. Twelve.",
        "Nobody told us the kitchen shut at nine.",
        "So the toilets are for decoration then.",
        "O sea que los baños están de adorno.",
        "I see the bins are still full. Fourth week.",
        "Veo que los contenedores siguen llenos. Cuarta semana.",
        "Every single week the same shelf is empty.",
        "Todas las semanas la misma estantería vacía.",
        "No milk, no sugar, no spoon, no apology.",
        "Ni leche, ni azúcar, ni cuchara, ni perdón.",
        "El cartel dice abierto. La puerta dice otra cosa.",
        "They gave our table away while we were parking.",
        "Dieron nuestra mesa mientras aparcábamos.",
        "Left a voicemail Monday. And Wednesday. And today.",
        "Dejé mensaje el lunes. Y el miércoles. Y hoy.",
        "The wheelchair space had a Christmas tree in it.",
        "The heating has been off since Monday. It's four degrees.",
        "I've been a customer for nine years and this is how you treat me.",
        "Veinte años de socio y nos tratan como a un número.",
        "The course promised 30 hours, it was 18.",
        "El curso prometía 30 horas, fueron 18.",
        "Anuncian desde 7 euros y no hay nada por menos de 15.",
        "Booked a garden room, got the corridor.",
        "Reservamos para siete y nos sentaron en dos mesas distintas.",
        "The leaflet is in Korean. Only in Korean.",
        "No nut-free pudding, despite me telling you in March.",
        "El instalador miró, dijo «es lo que hay» y se fue.",
        "You've deleted every critical comment since Friday.",
        "Borráis las reseñas que no os convienen.",
        "Nine texts in one day. Nine.",
        "Antes hacían la masa en casa, ahora es puro cartón.",
        "The badge came with someone else's name.",
        "La medalla llegó con el nombre de otra niña.",
        "The ferry left six minutes early and we stood there.",
        "El tren salió antes de la hora.",
        "That's the third buckle gone on this bag.",
        "El arreglo duró exactamente tres días.",
        "New sofa, same springs.",
        "The courier forgot my second box.",
        "The lad at the kiosk would have served me better.",
        "El del quiosco me habría atendido mil veces mejor.",
        "Se olvidaron de avisar.",
        "The guide read it all from a card. I can read too.",
        "The cloakroom took longer than the film.",
        "Tardaron más las maletas que el vuelo.",
        "I asked for a spoon and got a blank look.",
        "Pedí una cuchara y me miraron como si pidiera la luna.",
        "Tercera semana que cambian la clase por whatsapp.",
    ],
)
def test_a_grievance_may_be_told_drily(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.COMPLAINT in reading.kinds
    assert reading.mood is not Mood.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "The toilets have no ramp. I use a wheelchair. You do know it's 2026?",
        "El baño no tiene rampa y voy en silla de ruedas. ¿Saben en qué año estamos?",
        "Does anyone there actually read the emails?",
        "¿Alguien lee los correos ahí?",
        "Who decided that one till was enough on a Saturday?",
        "¿A quién se le ocurrió que con una caja alcanza un sábado?",
        "Do you think we don't notice the smaller portions?",
        "¿Se creen que no notamos que las porciones son más chicas?",
        "Is it too much to ask for a clean table?",
        "¿Es mucho pedir una mesa limpia?",
        "How is this still broken?",
        "¿Cómo puede seguir roto esto?",
        "Is the phone just for show?",
        "¿El teléfono lo tienen de adorno?",
        "Are we supposed to eat standing up?",
        "¿Tenemos que comer de pie?",
        "Remind me why I pay for a season ticket?",
        "Is it too much to ask for the website to work on a phone",
        "¿Me recuerdan para qué pago el abono?",
    ],
)
def test_a_pointed_question_is_a_grievance_and_asks_nothing(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.COMPLAINT in reading.kinds
    assert not reading.kinds & {Kind.QUESTION, Kind.SUGGESTION}
    assert not reading.asks


@pytest.mark.parametrize(
    "text",
    [
        "Do you know what year the building is from?",
        "¿Saben de qué año es el edificio?",
        "Does anyone know if the ramp is open on Sundays?",
        "¿Hay ascensor o rampa? Voy en silla de ruedas.",
        "Are you open again on Monday?",
    ],
)
def test_a_plain_question_stays_one(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.QUESTION in reading.kinds
    assert Kind.COMPLAINT not in reading.kinds


def test_a_hand_held_in_fear_is_no_crisis(reader: Reader) -> None:
    reading = read(reader, "The nurse held my hand the whole time. I won't forget that.")
    assert reading.crisis is None
    assert Kind.PRAISE in reading.kinds


@pytest.mark.parametrize(
    "text",
    [
        "Didn't you say it would be my turn the next day?",
        "No fuss, no noise, no hurry.",
        "Second win in a row, come on!",
        "El baño para discapacitados está muy limpio.",
        "Quinto año seguido celebrando aquí el cumple de mi madre.",
        "It used to be a bank, now it's a bakery.",
        "Antes era una ferretería y ahora es una librería.",
        "Booked the small room and got upgraded.",
        "The queue lasted only a minute, lovely.",
    ],
)
def test_good_news_told_in_such_words_is_no_grievance(reader: Reader, text: str) -> None:
    assert Kind.COMPLAINT not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Me dejó en visto. El mismo que decía que era su vida.",
        "No firméis nada sin leerlo dos veces.",
        "I've stopped reading other papers on a Saturday.",
        "Stayed there in 2019 when it had another name.",
    ],
)
def test_such_words_of_somebody_else_are_no_turn_of_a_grievance(text: str) -> None:
    assert not [turn for turn in told(fold(text)) if turn[0] == "dry"]


def test_delight_does_not_hide_a_crisis(reader: Reader) -> None:
    text = "Finally a place that feels like home. But my son collapsed at the table, call an ambulance"
    assert Kind.CRISIS in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "Grandad wanted the recipe. You should have seen his face.",
        "El abuelo pidió la receta. Tendrían que haberle visto la cara.",
    ],
)
def test_what_one_should_have_seen_is_no_suggestion(reader: Reader, text: str) -> None:
    assert Kind.SUGGESTION not in read(reader, text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "cuánto dura la cata",
        "donde estais",
        "a que hora abris",
        "que llevan las tostadas",
        "cuando cerrais",
        "can we book for six",
    ],
)
def test_a_question_needs_no_mark(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.QUESTION in reading.kinds
    assert reading.needs_reply


@pytest.mark.parametrize(
    "text", ["que bueno está todo", "cuando llego y veo la tarta me emociono", "cuanto me gusta este sitio"]
)
def test_an_exclamation_without_its_mark_is_no_question(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert Kind.QUESTION not in reading.kinds
