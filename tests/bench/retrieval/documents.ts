/** Sample documents that finding is judged on: plain things, as a community might write them down. */
export interface SampleDocument {
  title: string
  body: string
}

export const documents: SampleDocument[] = [
  {
    title: 'Looking after a bicycle',
    body: `A bicycle that is looked after lasts for decades. Half an hour a month is enough.

## Chain

Wipe the chain with a dry cloth after every ride in the rain. Put one drop of oil on each link, turn the pedals backwards for a minute, and wipe off what is left: oil on the outside only collects dirt. A chain is worn out after about 3,000 kilometres.

## Tyres

Press the tyre with your thumb before you leave. The pressure that it needs is printed on its side: touring tyres take between 4 and 5 bar, narrow ones up to 8. A tyre loses air by itself, so pump it up every three weeks.

## Brakes

Rim brakes need new pads when the grooves in the rubber can't be seen any more. Disc brakes that squeal are often only greasy; clean the disc with alcohol and never touch it with your fingers. Pull both levers before each ride.

## Lights

A dynamo light needs no battery and works in any weather. Rechargeable lights last about four hours at full brightness. The rear light has to be seen from 150 metres away.

## Winter

Salt eats metal. Rinse the frame with lukewarm water once a week while the roads are salted, and never use a pressure washer: it drives water into the bearings. Take the battery of an electric bicycle indoors below freezing.`,
  },
  {
    title: 'First aid in the workplace',
    body: `Everybody helps as well as they can. Whoever is unsure calls 112 first.

## Emergency call

Say where you are, what happened, how many are hurt, and wait for questions. Don't hang up before the dispatcher does. Send somebody to the entrance to show the ambulance the way.

## Unconscious person

Speak to the person and shake the shoulder. If they breathe normally, turn them on their side so that the mouth is the lowest point. If they don't breathe, begin chest compressions at once.

## Chest compressions

Kneel beside the person, place the heel of one hand on the middle of the chest, and push down five to six centimetres, a hundred to a hundred and twenty times a minute. Change places with a helper every two minutes. The defibrillator hangs beside the reception; it speaks and tells you what to do.

## Bleeding

Press a clean cloth firmly on the wound and raise the limb. If blood soaks through, put a second bandage on top and leave the first where it is. Wear gloves from the kit.

## Burns

Cool a small burn under running, lukewarm water for ten minutes. Don't use ice, butter or toothpaste. Cover it loosely, and see a doctor if it is larger than the palm of the hand.

## Fainting

Lay the person flat and lift the legs onto a chair. Open a window. Most come round within a minute; if not, treat them as unconscious.`,
  },
  {
    title: 'Compost in a small garden',
    body: `Compost turns kitchen scraps into soil in about nine months.

## What goes in

Fruit and vegetable peel, coffee grounds with their filter, tea leaves, egg shells, cut grass in thin layers, and shredded twigs. Mix wet and dry: two parts of brown material to one part of green.

## What stays out

No meat, no fish, no cooked food: they draw rats. No citrus peel in large amounts, no ash from coal, and no weeds that carry seeds.

## The right place

Half shade, on bare earth, so that worms can come up. Leave a path wide enough for the wheelbarrow.

## Turning

Turn the heap with a fork every six weeks. A heap that smells rotten is too wet: add cardboard or straw. One that doesn't get warm is too dry: water it lightly.

## Ready compost

It is dark, crumbly and smells of forest. Sieve it through a mesh of one centimetre and spread a layer two centimetres thick in spring. Seedlings don't stand it pure: mix it with three parts of soil.`,
  },
  {
    title: 'Speaking in front of a group',
    body: `Nobody is born a speaker. What helps is practice and a plan.

## The first minute

Begin with a question or a short story, never with an apology. Stand still, look at one face, and breathe out before the first word.

## Slides

One thought a slide, and no more than twenty words. A picture says it faster. Letters smaller than 24 points can't be read from the back row.

## Nerves

A racing heart is energy. Walk up the stairs once before it begins, or press your palms together for ten seconds. Dry mouth: a sip of still water, nothing cold.

## Pace and pauses

A hundred and thirty words a minute are easy to follow. Pause for three seconds after each important point; it feels longer to you than to those who listen.

## Questions from the audience

Repeat the question so that all have heard it. If you don't know the answer, say so and promise it by a certain day. Hecklers get one friendly reply, then an offer to talk afterwards.`,
  },
  {
    title: 'Meetings that end with a decision',
    body: `A meeting without a decision could have been an email.

## Invitation

Send the agenda two working days ahead, with the question that is to be decided at the top. Invite no more than seven people; others get the minutes.

## Roles

One person leads, another writes down, a third keeps the time. The roles rotate each month so that everybody learns them.

## Deciding

Ask for objections, not for consent: who has none can live with it. If the group is split after fifteen minutes, whoever owns the budget decides. Each decision is read aloud before the next item.

## Minutes

The minutes hold three columns: what, who, until when. They are sent on the same day. Discussions are left out.

## Remote participants

If one person joins by video, everybody uses their own camera and headset. The leader asks those on the screen first. Chat messages are read aloud.

## Length

Twenty-five minutes are the rule, fifty the exception. The meeting ends five minutes before the full hour so that people can walk to the next.`,
  },
  {
    title: 'Passwords and suspicious mail',
    body: `Most attacks begin with a message and a hurried click.

## Strong passwords

Length beats signs: four random words are better than eight characters with numbers. Use another password for every service, and let the password manager remember them. Nobody has to change a password every three months any more.

## Two-step login

Turn on the second step for mail and for the bank. An app that shows six digits is safer than a text message. Keep the recovery codes on paper at home.

## Recognising phishing

Look at the sender's address, not the name. Pressure ("your account will be closed today"), a strange attachment, or a link whose address differs from its text are signs. Real banks never ask for a PIN.

## After a wrong click

Disconnect the computer from the network, but leave it switched on. Call the help desk on extension 4400, also at night. Change the password from another device. Nobody is blamed for reporting it.

## USB sticks

A stick that was found is never plugged in. Hand it to the help desk, which opens it on a machine without a network.`,
  },
  {
    title: 'Backups for everybody',
    body: `Data that exists once is data that will be lost.

## Three copies

Keep three copies, on two kinds of media, one of them in another building. A folder that synchronises is no backup: what is deleted here is deleted there.

## How often

Documents that change daily are copied daily, photographs once a month. The automatic run starts at two in the morning; leave the laptop plugged in on Thursdays.

## Trying it out

Twice a year, bring back one folder and open five files of it. A backup that was never restored is a hope.

## Encryption

External disks are encrypted, and the passphrase lies in a sealed envelope in the safe. Without the passphrase nobody can bring the data back, not even the maker.

## How long copies are kept

Daily copies stay for thirty days, monthly ones for a year. Accounts are kept for ten years because the tax office may ask.

## Phones

Photographs on a phone are saved over the wireless network while it charges. Before a phone is replaced, look up the date of its last backup in the settings.`,
  },
  {
    title: 'Sourdough bread',
    body: `Flour, water, salt and patience.

## Starter

Mix 50 grams of rye flour with 50 grams of water and leave it at 26 degrees. Feed it every day with the same amounts. After five days it rises within eight hours and smells of apples.

## Dough

500 grams of flour, 350 grams of water, 100 grams of starter, 10 grams of salt. Let flour and water rest for forty minutes before the salt comes in.

## Folding

Fold the dough four times, every half hour, with wet hands. It is ready when it keeps its shape and has bubbles at the edge.

## Baking

Heat the oven to 250 degrees with a heavy pot inside. Bake for twenty minutes with the lid on, then turn down to 220 and bake for another twenty-five without it. Bread that sounds hollow when you knock on the bottom is done.

## Storage

Keep the loaf in a linen bag, cut side down. In the fridge it turns stale faster. Slices may be frozen for three months.

## When it goes wrong

A flat loaf rested too long. A dense crumb means that the starter was too weak. A pale crust wants more steam in the first minutes.`,
  },
  {
    title: 'Hygiene in the shared kitchen',
    body: `The kitchen belongs to all, and so does its cleaning.

## Hands and boards

Wash your hands for twenty seconds before you cook and after raw meat. The red cutting board is for meat, the green one for vegetables.

## Fridge

The fridge is set to five degrees. Whatever has no name and date on it is thrown away on Friday at four. Raw meat goes on the lowest shelf so that nothing drips on other food.

## Leftovers

Cooked rice is cooled within an hour and eaten within a day. Soups keep for three days. Heat leftovers until they steam, and only once.

## Dishwasher

It runs when it is full, in the eco programme. Wooden spoons and sharp knives are washed by hand. Whoever finds it finished empties it.

## Allergies

Nuts are kept in the closed box on the left. Whoever brings cake writes a note with its ingredients. Gluten-free bread has a toaster of its own.

## Cleaning rota

Each team has one week. Surfaces are wiped daily, the fridge on the last Friday of the month, the coffee machine is descaled every eight weeks.`,
  },
  {
    title: 'Finding the way with map and compass',
    body: `Batteries die; paper does not.

## Scale

On a map of 1 : 25,000 four centimetres are one kilometre. Contour lines stand for ten metres of height each; where they are close together the slope is steep.

## Turning the map

Lay the compass on the map, turn both until the needle lies along the edge of the sheet. Then what is ahead of you is up on the map.

## Taking a bearing

Point the arrow at the church tower or the summit, turn the ring until the needle lies in the mark, and read the number. Keep away from fences, phones and keys: iron draws the needle aside.

## Where am I?

Take bearings of two landmarks and draw both lines on the map. You are where they cross. A third line shows how exact it is.

## Time for a hike

Count four kilometres an hour on the flat, and add an hour for every four hundred metres of climbing. With children add a third.

## Lost in fog

Stay together, stop, and go back to the last point that you were sure of. Streams lead down, but often to waterfalls. The signal for help is six whistles a minute.`,
  },
  {
    title: 'Sitting, standing and lifting',
    body: `Backs like to move. There is no right position, only the next one.

## Chair

Set the height so that your feet rest flat and the knees are at a right angle. The backrest supports the hollow of the back. Armrests are as high as the desk.

## Screen

The upper edge is at the height of your eyes, an arm's length away. Place it at a right angle to the window so that nothing is reflected. Who wears varifocals sets it lower.

## Breaks

Stand up every thirty minutes. Look at something far away for twenty seconds to rest the eyes. Telephone while walking.

## Lifting

Stand close, feet apart, bend the knees and keep the load near your body. Never turn the trunk with a load: move your feet. Boxes above 25 kilograms are carried by two or by the trolley.

## Laptop

A laptop alone is made for an hour at most. Put it on a stand and add a keyboard and a mouse. On trains a pile of books will do.`,
  },
  {
    title: 'Welcoming new volunteers',
    body: `The first four weeks decide whether somebody stays.

## Before the first day

Send the schedule a week ahead and name one contact. Order the name badge and the T-shirt; sizes are asked for in the registration form.

## First day

Show the building in half an hour: toilets, emergency exits, tea kitchen. Nobody works alone in the first shift. Lunch is together.

## Training

Three evenings: safety, how we talk with guests, and the till. Whoever missed one catches up at the next course, which begins each quarter. A certificate is given after all three.

## Expenses

Travel is paid back up to 20 euros a day, with the ticket. The form is handed in within six weeks. Meals during a shift are free.

## Insurance

Volunteers are insured against accidents on duty and on the direct way there. Damage to other people's things is covered above 150 euros. Report an accident within three days.

## Leaving

A notice of two weeks is kind, but nobody has to give one. We ask for ten minutes to hear what we can do better, and write a reference on request.`,
  },
  {
    title: 'Feedback geben und nehmen',
    body: `Rückmeldungen sind ein Geschenk, wenn sie gut verpackt sind.

## Zeitpunkt

Innerhalb von zwei Tagen, unter vier Augen und nie zwischen Tür und Angel. Frage zuerst, ob es gerade passt.

## Drei Schritte

Beschreibe, was du beobachtet hast, welche Wirkung es auf dich hatte, und was du dir wünschst. Sprich von dir: „ich habe gehört“ statt „du bist“. Ein Beispiel genügt.

## Lob

Lob ist genau: nicht „gut gemacht“, sondern was daran gut war. Es darf vor anderen gesagt werden. Auf fünf anerkennende Sätze kommt höchstens ein kritischer.

## Kritik annehmen

Zuhören, nachfragen, danken. Rechtfertige dich nicht sofort; schlafe eine Nacht darüber. Was du annimmst, entscheidest du selbst.

## Konflikte

Wenn das Gespräch laut wird, macht eine Pause von zwanzig Minuten. Danach hilft eine neutrale Person, die Vertrauensstelle ist donnerstags besetzt.`,
  },
  {
    title: 'Brandschutz im Haus',
    body: `Ruhe bewahren, melden, helfen, löschen: in dieser Reihenfolge.

## Alarm

Bei Rauch den roten Handmelder drücken und die 112 wählen. Die Sirene klingt drei Minuten lang. Probealarm ist am ersten Mittwoch im Monat um elf Uhr.

## Räumung

Alle gehen zum Sammelplatz auf dem Parkplatz hinter der Turnhalle. Aufzüge bleiben unbenutzt. Fenster und Türen werden geschlossen, aber nicht abgesperrt.

## Feuerlöscher

Sicherung ziehen, auf die Glut zielen, nicht in die Flammen, und stoßweise sprühen. Ein Löscher mit sechs Kilogramm reicht etwa zwanzig Sekunden. Er wird alle zwei Jahre geprüft.

## Fett brennt

Niemals Wasser auf brennendes Fett gießen. Deckel auf die Pfanne, Herd aus, stehen lassen. Die Löschdecke hängt neben der Spüle.

## Rauchmelder

Jeder Schlafraum und jeder Flur hat einen Rauchmelder. Die Batterie hält zehn Jahre; piept er alle vierzig Sekunden, ist sie leer.`,
  },
  {
    title: 'Strom sparen im Büro',
    body: `Kleine Gewohnheiten sparen ein Fünftel der Stromkosten.

## Bildschirme

Der Bildschirmschoner spart nichts; nach zehn Minuten soll der Bildschirm schwarz werden. Helligkeit auf siebzig Prozent genügt bei Tageslicht.

## Heizung

Zwanzig Grad sind genug, jedes Grad mehr kostet sechs Prozent. Nachts wird auf sechzehn Grad abgesenkt. Heizkörper bleiben frei von Vorhängen und Möbeln.

## Lüften

Dreimal am Tag fünf Minuten die Fenster ganz öffnen. Gekippte Fenster kühlen nur die Wände aus. Dabei das Thermostat auf null drehen.

## Drucker

Ein Drucker je Stockwerk statt einer je Zimmer. Er druckt beidseitig und geht nach einer Viertelstunde schlafen. Recyclingpapier liegt im Schrank neben dem Kopierraum.

## Urlaub

Vor dem Urlaub die Steckerleiste ausschalten und den Kühlschrank leeren. Ein leerer Kühlschrank darf ausgesteckt werden, die Tür bleibt dann offen.`,
  },
  {
    title: 'Eine Radtour planen',
    body: `Eine gute Tour beginnt am Küchentisch.

## Strecke

Sechzig Kilometer am Tag sind für Ungeübte viel, mit Gepäck genügen vierzig. Plane höchstens fünfhundert Höhenmeter ein. Flussradwege sind flach und gut beschildert.

## Gepäck

Schweres kommt nach unten in die Seitentaschen, links und rechts gleich schwer. Regenjacke, Flickzeug und eine zweite Hose reichen für drei Tage. Mehr als zwölf Kilogramm fährt niemand gern.

## Bahn

Fahrräder brauchen im Fernzug eine Reservierung, die acht Wochen vorher frei wird. In Regionalzügen sind sie vor neun Uhr verboten. Klappräder gelten als Handgepäck.

## Übernachten

Auf Zeltplätzen findet sich für Radfahrer immer ein Platz. Gasthöfe ruft man am Vortag an. Wild zelten ist nicht erlaubt, eine Nacht auf einer Wiese mit Zustimmung des Bauern schon.

## Panne

Reifenheber, Flicken und eine Pumpe gehören in jede Tasche. Der Pannendienst ist unter der Nummer auf der Mitgliedskarte zu erreichen und kommt binnen neunzig Minuten.`,
  },
]
