/** Content that is taken out of a community and brought into one. */
import type { KindName } from './kinds'

const items = (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'item' : 'items'}`

export const words = {
  back: 'Back to the content',
  exportTitle: 'Export content',
  exportLede:
    'A copy of what this community has, to keep, or to bring into another community or installation.',
  chosen: (n: number) => `Only the ${items(n)} that you chose will be in it.`,
  kinds: 'What is taken along',
  kind: {
    agent: 'Agents',
    video: 'Videos',
    document: 'Documents',
    prompt: 'Prompts',
    automation: 'Automations',
  } satisfies Record<KindName, string>,
  as: 'As what',
  zip: 'With files (zip)',
  zipHint: 'Covers, attachments, films and captions lie beside the texts.',
  json: 'Texts only (JSON)',
  jsonHint: 'One file that people and programs can read.',
  along: 'What else is taken along',
  people: 'Who looks after each item, and which people it is for',
  peopleHint:
    'Not as addresses, but as fingerprints of them: nobody can read them, but whoever knows an address can tell that it is meant. Without this, what is for single people arrives for fewer, or for nobody but coaches. Groups are always taken along, by their names.',
  download: 'Download',
  exportNote:
    'Drafts and instructions of agents are in it, so give it only to people who may read them. What is deleted, and what members did with it, is not. At most 500 items fit into one export: where there are more, take one kind at a time, or tick some in the content list and choose “Export” there.',

  importTitle: 'Import content',
  importLede:
    'Brings in what was exported here or elsewhere. First you see what would happen; nothing is changed before you say so.',
  file: 'Export file',
  fileHint: 'The zip or JSON file as it was downloaded, up to 500 MB.',
  upload: 'Look through it',
  lately: 'Earlier imports',
  columns: { state: 'State', when: 'Brought' },
  states: {
    looked: 'Not begun',
    running: 'Under way',
    stopped: 'Stopped',
    done: 'Done',
  },
  how: (done: number, all: number) => `${done} of ${items(all)}`,
  reportTitle: (name: string) => `Import of ${name}`,
  reportLede: {
    looked: 'This is what would happen. Nothing has been changed yet.',
    running:
      'It is under way. If you leave this page it may stop half-way: what is in stays, and you open this page again to go on.',
    stopped: 'It was stopped. What is in already stays, and you can go on.',
    done: 'It is done. Bringing the same export again makes nothing twice.',
  },
  foreign: {
    title: 'It was signed by another installation',
    detail: (key: string) =>
      `Nothing was changed since it was made, but this installation can’t know by whom: the key is ${key}…`,
    agree: 'I know where it comes from, and want it here.',
    missing: 'Say that you know where it comes from, or leave it.',
  },
  choices: 'How it comes in',
  publish: 'Publish what was published there',
  publishHint:
    'Otherwise all of it comes in as drafts, and what members have here stays as it is. Where a second pair of eyes is asked for, it waits for a review.',
  overwrite: 'Write over what was changed here since',
  overwriteHint: 'Otherwise what somebody changed here stays as it is.',
  begin: 'Bring it in',
  goOn: 'Go on',
  stop: 'Stop',
  again: 'Look again',
  progress: (done: number, all: number) => `${done} of ${items(all)} dealt with`,
  toContent: 'See the content',
  another: 'Bring another export',
  outcomes: {
    make: { will: 'Will be made', was: 'Made' },
    change: { will: 'Will be changed', was: 'Changed' },
    publish: { will: 'Will be published', was: 'Published' },
    same: { will: 'Here already, the same', was: 'Here already, the same' },
    kept: {
      will: 'Changed here since: stays as it is, unless you write over it',
      was: 'Changed here since, and left as it is',
    },
    live: {
      will: 'Members have it: stays as it is, unless you publish',
      was: 'Members have it, and it was left as it is',
    },
    taken: {
      will: 'Can’t come in: another one has its name here',
      was: 'Left out: another one has its name here',
    },
    deleted: {
      will: 'Was deleted here, and stays so',
      was: 'Was deleted here, and stays so',
    },
    refused: { will: 'Can’t come in', was: 'Left out' },
  },
  counted: (label: string, n: number) => `${label} (${n.toLocaleString('en')})`,
  losses: (n: number) =>
    n === 1
      ? '1 item is for people or groups that are not all here. It comes in as a draft; below it says who is missing.'
      : `${items(n)} are for people or groups that are not all here. They come in as drafts; below each it says who is missing.`,
  waiting: 'Still to come',
  nameless: 'Something without a name',
  unknownKind: 'Unknown kind',
}
