/** A search, and how well items answer it: 3 is what was meant, 2 is good, 1 helps. */
export interface Judgement {
  text: string
  about: 'words' | 'prefix' | 'typo'
  language: 'en' | 'de'
  fits: Record<string, 1 | 2 | 3>
}

const judged =
  (language: 'en' | 'de', about: Judgement['about']) =>
  (text: string, fits: Judgement['fits']): Judgement => ({ text, about, language, fits })

const [en, enPrefix, enTypo] = [judged('en', 'words'), judged('en', 'prefix'), judged('en', 'typo')]
const [de, dePrefix, deTypo] = [judged('de', 'words'), judged('de', 'prefix'), judged('de', 'typo')]

const complaints: Judgement['fits'] = {
  'complaint-doc': 3,
  'complaint-prompt': 3,
  'complaint-agent': 2,
  'complaint-video': 1,
}
const beschwerden: Judgement['fits'] = { 'beschwerde-doc': 3, 'beschwerde-agent': 3 }
const presentations: Judgement['fits'] = {
  'presentation-doc': 3,
  'presentation-agent': 2,
  'presentation-video': 2,
}
const minutes: Judgement['fits'] = { 'minutes-prompt': 3, 'minutes-automation': 3 }
const datenschutz: Judgement['fits'] = { 'datenschutz-doc': 3, 'datenschutz-agent': 3 }
const privacy: Judgement['fits'] = { 'privacy-video': 3, 'privacy-doc': 3 }
const negotiation: Judgement['fits'] = { 'salary-agent': 3, 'negotiation-doc': 3 }
const phishing: Judgement['fits'] = { 'security-video': 3, 'security-agent': 3 }
const feedback: Judgement['fits'] = {
  'feedback-agent': 3,
  'feedback-doc': 3,
  'feedback-video': 1,
}
const mitarbeiter: Judgement['fits'] = { 'mitarbeiter-agent': 3, 'mitarbeiter-doc': 3 }
const zeit: Judgement['fits'] = { 'zeit-doc': 3 }
const timely: Judgement['fits'] = { 'time-agent': 3, 'time-doc': 2 }
const lampenfieber: Judgement['fits'] = { 'lampenfieber-video': 3 }
const stageFright: Judgement['fits'] = { 'presentation-video': 3, 'presentation-doc': 1 }

/** A hundred searches: whole words, beginnings and slips, in two languages. */
export const judgements: Judgement[] = [
  en('complaint', complaints),
  en('complaints', complaints),
  en('angry customer', { 'complaint-agent': 3 }),
  en('answering complaints', { 'complaint-agent': 3, 'complaint-prompt': 2 }),
  en('late delivery', { 'complaint-agent': 3 }),
  en('refund', { 'complaint-doc': 3 }),
  en('feedback', feedback),
  en('giving feedback to colleagues', { 'feedback-agent': 3 }),
  en('criticism', { 'feedback-video': 3 }),
  en('negotiation', negotiation),
  en('negotiate salary', { 'salary-agent': 3 }),
  en('raise', { 'salary-agent': 3 }),
  en('pay rise', { 'salary-doc': 3 }),
  en('interview questions', { 'interview-video': 3, 'interview-agent': 1 }),
  en('mock interview', { 'interview-agent': 3 }),
  en('weaknesses', { 'interview-video': 3 }),
  en('presentations', presentations),
  en('stage fright', stageFright),
  en('slides', { 'presentation-doc': 3 }),
  en('hallucination', { 'prompting-video': 3 }),
  en('language model', { 'prompting-doc': 3, 'prompting-video': 3 }),
  en('writing prompts', { 'prompting-doc': 3 }),
  en('privacy', privacy),
  en('data protection', privacy),
  en('GDPR', { 'privacy-doc': 3 }),
  en('meeting minutes', minutes),
  en('shorter meetings', { 'meeting-doc': 3 }),
  en('unpaid invoice', { 'email-prompt': 3 }),
  en('subject lines', { 'email-doc': 3 }),
  en('time management', timely),
  en('planning the week', { 'time-doc': 3 }),
  en('onboarding', { 'onboarding-doc': 3, 'onboarding-automation': 3 }),
  en('vacation', { 'onboarding-doc': 3 }),
  en('phishing', phishing),
  en('weekly report', { 'report-automation': 3 }),
  en('the sales call', { 'sales-agent': 3 }),
  en('objections', { 'sales-agent': 3 }),
  enPrefix('complai', complaints),
  enPrefix('negot', negotiation),
  enPrefix('prese', { ...presentations, 'feedback-agent': 1 }),
  enPrefix('interv', { 'interview-agent': 3, 'interview-video': 3 }),
  enPrefix('halluc', { 'prompting-video': 3 }),
  enPrefix('spreadsh', { 'excel-video': 3 }),
  enPrefix('meeting min', minutes),
  enPrefix('phish', phishing),
  enPrefix('angry cus', { 'complaint-agent': 3 }),
  enPrefix('brainst', { 'brainstorm-agent': 3 }),
  enPrefix('transl', { 'translation-prompt': 3 }),
  enTypo('complant', complaints),
  enTypo('custmer angry', { 'complaint-agent': 3 }),
  enTypo('feedbak', feedback),
  enTypo('negociation', negotiation),
  enTypo('intreview', { 'interview-agent': 3, 'interview-video': 3 }),
  enTypo('presentaion', { ...presentations, 'feedback-agent': 1 }),
  enTypo('stage frigth', stageFright),
  enTypo('privcy', privacy),
  enTypo('phising', phishing),
  enTypo('metting minutes', minutes),
  enTypo('time managment', timely),
  enTypo('spreadsheat', { 'excel-video': 3 }),
  enTypo('onbording', { 'onboarding-doc': 3, 'onboarding-automation': 3 }),
  enTypo('conflcit', { 'conflict-agent': 3 }),
  enTypo('spannish', { 'spanish-agent': 3 }),
  de('Beschwerde', beschwerden),
  de('Beschwerden', beschwerden),
  de('Reklamation', { 'beschwerde-doc': 3 }),
  de('verärgerte Kunden', { 'beschwerde-agent': 3 }),
  de('Rückerstattung', { 'beschwerde-doc': 3 }),
  de('Mitarbeitergespräche', mitarbeiter),
  de('Gehalt verhandeln', { 'gehalt-agent': 3 }),
  de('Bewerbungsgespräch', { 'bewerbung-doc': 3 }),
  de('Anschreiben', { 'bewerbung-prompt': 3 }),
  de('Lampenfieber', lampenfieber),
  de('Sprachmodelle', { 'ki-doc': 3 }),
  de('künstliche Intelligenz', { 'ki-doc': 3 }),
  de('Datenschutz', datenschutz),
  de('DSGVO', datenschutz),
  de('Protokoll', { 'protokoll-prompt': 3, 'mitarbeiter-doc': 1 }),
  de('Besprechung', { 'protokoll-prompt': 3, 'teambesprechung-doc': 3 }),
  de('offene Rechnungen', { 'mahnung-prompt': 3 }),
  de('Urlaub beantragen', { 'einarbeitung-doc': 3 }),
  de('das Passwort', { 'passwort-doc': 3, 'einarbeitung-doc': 1 }),
  de('Konflikte lösen', { 'konflikt-doc': 3 }),
  dePrefix('Beschw', beschwerden),
  dePrefix('Datensch', datenschutz),
  dePrefix('Gehaltsver', { 'gehalt-agent': 3 }),
  dePrefix('Überset', { 'uebersetzung-prompt': 3 }),
  dePrefix('Mitarb', mitarbeiter),
  dePrefix('Wochenb', { 'bericht-automation': 3 }),
  deTypo('Beschwrede', beschwerden),
  deTypo('Datenshutz', datenschutz),
  deTypo('Lampenfiber', lampenfieber),
  deTypo('Uebersetzung', { 'uebersetzung-prompt': 3 }),
  deTypo('ubersetzung', { 'uebersetzung-prompt': 3 }),
  deTypo('Zeitmanagment', zeit),
  deTypo('Mitarbeitergesprach', mitarbeiter),
  deTypo('Reklamtion', { 'beschwerde-doc': 3 }),
  deTypo('Verkaufsgesprech', { 'verkauf-agent': 3 }),
  deTypo('kunstliche inteligenz', { 'ki-doc': 3 }),
  deTypo('Sprachmodel', { 'ki-doc': 3 }),
]
