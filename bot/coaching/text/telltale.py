"""Tell-tale words per language, for `lang`: the small words of each, complete as far as people use them in comments.

A word stands under every language that has it ("no", "se", "la"): one that is missing under its second language
would speak for the first alone.
"""

from __future__ import annotations

from bot.coaching.text.normalise import wordset

EVERYWHERE = wordset(
    """ok okay oki okey okis info wow super top bravo hm hmm uh oh ah eh ay uf uff puff oops ups uy email online wifi
    app hotel taxi stop selfie gol pizza cool meh bah pff x xx xxx pd ps"""
)
"""Words that every language's comments have: alone they tell nothing."""

TELLTALE: dict[str, frozenset[str]] = {
    "en": wordset(
        """a an the and or but so if because while though than then that this these those there here it its it's i i'm
        i've i'll i'd me my mine myself we us our you your yours u ur he him his she her hers they them
        their is isn't are aren't am was wasn't were be been being do don't does doesn't did didn't done
        have haven't has hasn't had can can't could couldn't will won't would wouldn't shall should must may
        might not no never always ever again still just only even also too very really much many more most
        some any all every each both of in on at to for from with without by about as into out up down off
        over under after before until since what when where which who whose why how yes yeah yep nope ok
        okay go get got going gonna wanna let let's make made see know think want need like look say said
        come take give new old one two first last today tomorrow yesterday now day night morning week year
        time people man guys thing thanks thank thx please hello hi hey sorry congrats congratulations love
        great nice good bad best worst better worse cool wow awesome awful amazing perfect delicious
        terrible horrible beautiful yummy happy sad sucks refund order delivery waiting service"""
    ),
    "es": wordset(
        """solo sólo antes después luego pues tan tanto tanta casi contra durante favor
        el la los las lo le les un una unos unas al del de a en y e o u ni que qué quien quién quienes cual cuál
        cuando cuándo cómo como donde dónde cuanto cuánto cuanta cuánta porque pero sino aunque si sí no con
        sin por para sobre entre desde hasta hacia según yo tú tu tus te ti él ella ello nosotros nosotras
        nos vosotros vosotras os ustedes usted ellos ellas se me mi mí mis su sus nuestro nuestra vuestro
        vuestra este esta esto estos estas ese esa eso esos esas aquel aquella soy eres es somos sois son
        era eran fue fueron ser sido estoy estás está estamos estáis están estaba estar he has ha hemos
        habéis han había hay haber tengo tienes tiene tenemos tenéis tienen tenía tener hago haces hace
        hacen hacer hecho voy vas va vamos vais van ir puedo puedes puede pueden poder quiero quieres quiere
        quieren muy más menos mucho mucha muchos muchas poco todo toda todos todas nada nadie algo alguien
        alguno algún otro otra otros mismo cada ya aún aun todavía también tampoco siempre nunca ahora hoy
        ayer mañana aquí acá ahí allí así bien mal mejor peor bueno buena buenas buenos buen malo mala gran
        grande nuevo nueva días día noche noches año años vez veces gente cosa vida hola gracias felicidades
        enhorabuena saludos abrazo beso vale tío che boludo güey wey órale ostras genial maravilla mola
        chido padrísimo copado re ché bárbaro guapa guapo rico rica precio precioso bonito linda lindo feliz
        asco info porfa porfis pedido envío tienda servicio manda mandame podéis q xq jaja ver veo dos tres
        próxima próximo abrís abris cerráis cerrais tenéis teneis hacéis haceis vendéis vendeis estais"""
    ),
    "pt": wordset(
        """só antes depois tão tanto tanta quase contra durante favor
        o a os as um uma uns umas ao aos à às do da dos das no na nos nas de em e ou nem que quê quem qual quais
        quando como onde quanto quanta porque porquê mas se sim não com sem por para pra pro pelo pela sobre
        entre desde até eu tu teu tua te ti você vocês vcs vc ele ela nós eles elas lhe me mim meu minha
        meus minhas seu sua seus suas nosso nossa este esta isto esse essa isso aquele aquela aquilo sou és
        é somos são era eram foi foram ser sido estou está estamos estão estava estar tá tô tão hei há haver
        tenho tens tem temos têm tinha ter faço faz fazem fazer feito vou vais vai vamos vão ir posso pode
        podem poder quero quer querem muito muita muitos muitas mais menos pouco tudo todo toda todos todas
        nada ninguém algo alguém algum outro outra outros mesmo cada já ainda também sempre nunca agora hoje
        ontem amanhã aqui aí ali lá assim bem mal melhor pior bom boa bons boas mau grande novo nova dia
        dias noite ano anos vez vezes gente coisa vida mundo olá oi obrigado obrigada parabéns saudade
        abraço beijo cara mano né cadê amei lindo linda deixa deixem último tempo dois três q pq kkk pqp"""
    ),
    "fr": wordset(
        """après avant si tant presque contre pendant seul seulement
        le la les l un une des du de au aux d à en et ou où ni que qui quoi quand comment combien pourquoi parce
        mais donc si oui non ne n pas plus moins avec sans par pour sur sous dans entre depuis chez vers je
        j'ai j tu te toi il elle on nous vous ils elles se me moi mon ma mes ton ta tes son sa ses notre nos
        votre vos leur leurs ce cet cette ces ça cela c c'est qu'est suis es est sommes êtes sont était
        étaient être été ai as a avons avez ont avait avoir eu fais fait font faire vais va vas allez vont
        aller peux peut pouvez peuvent veux veut voulez très beaucoup peu tout toute tous toutes rien
        personne quelque autre autres même chaque déjà encore aussi toujours jamais maintenant hier demain
        ici là ainsi bien mal mieux pire bon bonne bons grand grande nouveau nouvelle jour jours nuit an ans
        fois gens chose vie monde temps merci bonjour bonsoir salut bravo désolé quel quelle trop deux trois
        lui y programme développement mdr"""
    ),
    "it": wordset(
        """contro durante così tanto tanta quasi favore
        il lo la l i gli le un uno una del della dello dei delle degli al alla allo ai alle agli dal dalla nel nella
        nei sul sulla di a da in con su per tra fra e ed o né che chi cosa cos'è quale quali quando come
        dove quanto quanta perché ma se sì si no non io tu te ti lui lei noi ci voi vi loro mi me mio mia
        miei mie tuo tua suo sua suoi nostro nostra vostro vostra questo questa questi queste quello quella
        quelli sono sei è siamo siete era erano essere stato stata ho hai ha abbiamo avete hanno aveva avere
        faccio fai fa fanno fare fatto vado vai va andiamo vanno andare posso puoi può possono voglio vuoi
        vuole vogliono molto molta molti più meno poco tutto tutta tutti tutte niente nulla nessuno qualcosa
        qualcuno altro altra altri stesso ogni già ancora anche sempre mai ora adesso oggi ieri domani qui
        qua lì là così bene male meglio peggio buono buona buon bello bella bei grande nuovo nuova giorno
        giorni notte anno anni volta volte gente cose vita mondo tempo perduto ciao grazie buongiorno
        buonasera auguri scusa scuola due tre poi solo proprio senza dopo prima"""
    ),
    "de": wordset(
        """der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber denn weil dass daß
        wenn ob als wie wo wer was wann warum wieso welche ja nein nicht nichts nie immer noch schon auch
        nur sehr mehr viel viele alle alles etwas man mit ohne für von vom zu zum zur bei beim nach aus auf
        an am in im ins um über unter vor seit bis gegen durch ich mich mir mein meine meinen du dich dir
        dein deine er ihn ihm sein seine sie ihr ihre ihnen es wir uns unser unsere euch euer bin bist ist
        sind seid war waren gewesen wird werden wurde würde habe hab hast hat haben hatte kann kannst können
        könnte muss müssen soll sollte will wollen möchte mache macht machen gemacht geht gehen gibt doch
        mal so da dann jetzt hier dort heute morgen gestern gut besser schlecht schön guten gute neue neuen
        ganz ganze zeit tag tage nacht jahr jahre leute leben welt danke bitte hallo tschüss geil super
        einheit zusammen wieder eigentlich gar zwei drei nach dieser diese dieses"""
    ),
}
