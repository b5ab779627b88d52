import type { Actor } from './actors.ts'

/** Who may do what, in words. Each cell of the matrix cites one; there are forty at most. */
export const sentences = {
  // The text of conversations, above all.
  'talk-owner':
    'A conversation, with all that is said in it and attached to it, is read by the person who had it, as long as they belong to the community; what waits for their next message is theirs alone. A copy that they share is read by whoever has its link: by members, or by everybody where the community allows that; the coaches see that it is there, and revoke it.',
  'talk-coaches':
    'Coaches read a conversation of their community only where the community’s policy said so when it began; members are told before they write, what its owner deleted is not shown, and each look at somebody’s is kept in the audit.',
  'talk-operators':
    'Super admins read a conversation only by a grant of its community, for a time; each look is kept, for the owner and the coaches to see.',
  'grants-made':
    'Coaches grant super admins to read, each in their own name, and take it back; super admins can’t grant themselves anything.',
  'talk-renames':
    'Only its owner renames, pins, lays away, deletes and restores a conversation, erases one that they deleted (once nothing is answered in it or waits for a coach), and attaches documents to it.',
  'talk-functions':
    'Members talk with agents, and start automations, that are published in their community for them. What is said is written by the product’s own functions, in the name of who asks, and never rewritten by hand.',
  // Whoever comes, whatever they ask.
  nobody:
    'Who is not signed in reads what a link opens that was shared with everybody, and nothing else, and changes nothing.',
  'kept-out': 'Who is suspended, and whose session was ended, is turned away before anything else.',
  'second-factor':
    'Who owes a second factor and came without it sees and changes their own profile, and nothing else.',
  // People.
  'profile-seen':
    'A person is seen by themself, by the coaches of a community they belong to or ask to join, and by super admins.',
  'profile-own':
    'People change their own name, and nobody else’s; a profile comes and goes with its account.',
  'super-admins':
    'Super admins see each other, and suspend people and let them in again, themselves excepted; nobody in the app makes one or unmakes one.',
  // Communities and their members.
  'community-seen':
    'A community is seen by its members and by super admins; one that is open, by everybody who is signed in.',
  'community-founded':
    'Super admins found communities; nobody in the app erases one, or changes its address.',
  'community-run':
    'Coaches and super admins change a community’s settings and what it, a role or a member may spend and ask; super admins alone its ceilings. Members see what their own answers count towards.',
  'members-seen':
    'A membership is seen by the member, by the community’s coaches and by super admins.',
  'members-changed':
    'Coaches and super admins add members, end memberships and change roles, and members may leave, through functions that keep a community from losing its last coach.',
  'awaited-seen':
    'Who is awaited (an address without an account yet) is seen and struck off by the community’s coaches and super admins.',
  invitations:
    'Coaches and super admins invite by link, see who came and revoke it; whoever is signed in and has the link follows it, for themself; what the link holds can’t be read.',
  'join-asked':
    'People ask, for themselves only, to join an open community that they are not in, and take that back.',
  'join-seen':
    'A request to join is seen by who made it, and seen and decided by the community’s coaches and super admins.',
  groups:
    'Members see the groups that they are in, and may leave them; coaches and super admins see, make, fill, change and dissolve their community’s groups.',
  // Content.
  'content-published':
    'Members see what is published in their community, and how often it is used there; what is limited to groups or people, as one of those only.',
  'content-drafts':
    'Drafts and what was deleted are seen by the community’s coaches and super admins.',
  'content-written':
    'Coaches and super admins write their community’s content, new things in their own name.',
  'content-fixed':
    'Nobody changes to whom content belongs, what kind it is or what its versions were, or erases it.',
  'instructions-kept':
    'How an agent or an automation works inside (instructions, steps, versions, what is tried out of it) is read and written by those who run its community only.',
  'platform-items':
    'What the platform publishes is written by super admins, and seen by the members of the communities that they gave it to; its tags are seen by everybody who is signed in.',
  files:
    'A file is seen with an item that uses it, by who may see the item; before that by who uploaded it and by those who run its community.',
  'own-progress': 'What a person has seen, likes, rated and ran is theirs alone.',
  // Models and the platform.
  models:
    'The models that answer, and their prices, are seen by everybody who is signed in; super admins keep the list. Keys of providers are set, replaced, tried and removed by super admins for the platform and by coaches for their community: nobody reads one, and the product’s own functions hand them on sealed.',
  usage:
    'What an answer took (never what it said) is seen by who asked, by the community’s coaches and by super admins, and changed by nobody.',
  ratings:
    'An answer is rated by who asked for it; the rating is seen with the conversation, and by the coaches, who may see it alone; it is changed by who gave it as long as they see the conversation. Of answers that were compared, coaches see which models were asked and chosen. Who asked may report an answer too: that shares it, and the question before it, with the coaches, told before they send it. Coaches settle what was reported with a note that the member sees, and each time one reads the text is kept in the audit.',
  held: 'What a community holds (words, or each message) is set and seen by its coaches and by super admins. What was held is seen by who wrote it, or asked for it, and by the coaches where the conversation’s policy or a review that was told says so, or once its author asks for a look; they let it through or keep it held, with a word, and each time one reads its text is kept in the audit.',
  'platform-run':
    'Super admins set what holds for the platform: settings, switches, and how much a community may have, which its coaches see. Others learn what is switched on for themselves.',
  // The audit.
  'audit-seen':
    'A row of the audit is seen by whoever did what it tells of, by the coaches of the community it belongs to, and by super admins.',
  'audit-added':
    'The audit is added to by the product’s own functions only, in the name of who acts and for a community of theirs; nobody changes it, takes from it or reads whom it means.',
  // The product's own functions.
  'functions-look-up':
    'To check who asks, to admit who is awaited and to keep versions, the product’s functions read and note what they need, whoever asks; they show none of it by themselves.',
  'functions-bound':
    'What the product’s functions do for a person is held to what that person may do, even where a function’s own check were missing.',
  upkeep: 'What the platform keeps for its own upkeep is out of reach for everybody in the app.',
} as const satisfies Record<string, string>

export type SentenceName = keyof typeof sentences
export const sentenceNames = Object.keys(sentences) as SentenceName[]

/** What an actor's cells cite, where it is who they are that decides and not what they ask. */
export const standing: Partial<Record<Actor, SentenceName>> = {
  nobody: 'nobody',
  suspended: 'kept-out',
  revoked: 'kept-out',
  'coach-aal1': 'second-factor',
  'super-aal1': 'second-factor',
}

export const isSentence = (name: string): name is SentenceName => name in sentences

/** What a sentence is cited as: its place, from 1. */
export const numberOf = (name: SentenceName): number => sentenceNames.indexOf(name) + 1
