import { actorNames } from '../actors.ts'
import { id, northside, person } from '../names.ts'
import type { Key, Scene } from './scene.ts'

const kinds = ['video', 'document', 'prompt', 'automation'] as const

/** An item of Northside of each kind and state: `video published`, `video draft`, `video bare`. */
const items = kinds.flatMap((kind) =>
  ['published', 'draft', 'bare'].map(
    (state) => `('${id(`${kind} ${state}`)}', '${northside}', '${kind}', '${kind} ${state}',
      '${kind}-${state}', '${state === 'published' ? 'published' : 'draft'}',
      '${person('coach')}')`,
  ),
)
const platformItem = (name: string, status: string) =>
  `('${id(name)}', null, 'document', '${name}', '${id(name)}', '${status}', '${person('super')}')`

const each = (of: (state: 'published' | 'draft') => string) => `${of('published')}, ${of('draft')}`
const both = (key: (state: 'published' | 'draft') => Key) => ({
  'of the published': key('published'),
  'of the draft': key('draft'),
})

const people = actorNames.filter((actor) => actor !== 'nobody')
const theirs = people.map((actor) => `('${person(actor)}', '${id('document published')}')`)
const stored = (name: string, state: string, owner: string) =>
  `('${id(name)}', '${northside}', '${owner}', '${id(name)}', 'text/plain', 5, sha256('x'),
    '${state}')`
const ofPlatform = (name: string) =>
  `('${id(name)}', null, '${person('super')}', '${id(name)}', 'text/plain', 5, sha256('x'), 'stored')`

/** What all five kinds share, what each adds, and what is a person's own. */
export const repositories: Scene = {
  plant: `
    insert into public.content_items
      (id, community_id, kind, title, slug, status, owner_id) values
      ${[
        ...items,
        platformItem('given to Northside', 'published'),
        platformItem('given to all', 'published'),
        platformItem('given to nobody', 'published'),
      ].join(', ')};
    insert into public.content_items
      (id, community_id, kind, title, slug, status, owner_id, audience) values
      ('${id('document for the class')}', '${northside}', 'document', 'paper', 'paper', 'published',
        '${person('coach')}', '{${id('class')}}');
    insert into public.content_audience (item_id, community_id, group_id) values
      ('${id('document for the class')}', '${northside}', '${id('class')}');
    insert into public.content_assignments (id, item_id, community_id, assigned_by) values
      ('${id('to Northside')}', '${id('given to Northside')}', '${northside}',
        '${person('super')}'),
      ('${id('to all')}', '${id('given to all')}', null, '${person('super')}');
    insert into public.content_versions (item_id, number, version, body) values
      ('${id('published')}', 1, 1, '{}');
    insert into public.tags (id, community_id, name) values
      ('${id('tag')}', '${northside}', 'Own'), ('${id('free tag')}', '${northside}', 'Free'),
      ('${id('class tag')}', '${northside}', 'Classroom'),
      ('${id('platform tag')}', null, 'Common');
    insert into public.content_tags (item_id, tag_id) values
      ${each((state) => `('${id(`document ${state}`)}', '${id('tag')}')`)},
      ('${id('document for the class')}', '${id('class tag')}');
    insert into public.files
      (id, community_id, owner_id, name, media_type, bytes, sha256, state) values
      ${[
        stored('used', 'stored', person('coach')),
        stored('unused', 'uploading', person('coach')),
        stored('uploaded once', 'stored', person('removed')),
        stored('captions', 'stored', person('coach')),
        ...['file of Northside', 'file of all', 'file of nobody'].map(ofPlatform),
      ].join(', ')};
    insert into public.content_files (item_id, file_id, purpose) values
      ${each((state) => `('${id(`document ${state}`)}', '${id('used')}', 'attachment')`)},
      ('${id('given to Northside')}', '${id('file of Northside')}', 'attachment'),
      ('${id('given to all')}', '${id('file of all')}', 'attachment'),
      ('${id('given to nobody')}', '${id('file of nobody')}', 'attachment');
    insert into public.videos (id) values ${each((state) => `('${id(`video ${state}`)}')`)};
    insert into public.documents (id) values ${each((state) => `('${id(`document ${state}`)}')`)},
      ('${id('document for the class')}');
    insert into public.prompts (id) values ${each((state) => `('${id(`prompt ${state}`)}')`)};
    insert into public.automations (id)
      values ${each((state) => `('${id(`automation ${state}`)}')`)};
    insert into public.video_chapters (video_id, starts_at_second, title) values
      ${each((state) => `('${id(`video ${state}`)}', 10, 'Chapter')`)};
    insert into public.video_captions (video_id, language, label, file_id) values
      ${each((state) => `('${id(`video ${state}`)}', 'en', 'English', '${id('captions')}')`)};
    insert into public.prompt_variables (prompt_id, name, place, label) values
      ${each((state) => `('${id(`prompt ${state}`)}', 'topic', 1, 'Topic')`)};
    insert into public.prompt_variables (prompt_id, name, place, label, type, options) values
      ('${id('prompt published')}', 'level', 2, 'Level', 'choice', '{low,high}');
    insert into public.automation_steps (id, automation_id, place, action) values
      ${each((state) => `('${id(`step ${state}`)}', '${id(`automation ${state}`)}', 1, 'wait')`)};
    insert into public.content_progress (user_id, item_id) values ${theirs.join(', ')};
    insert into public.favourites (user_id, item_id) values ${theirs.join(', ')};`,

  rows: {
    content_assignments: { 'to Northside': id('to Northside'), 'to all': id('to all') },
    content_versions: { 'of the published': [id('published'), '1'] },
    tags: { 'Northside’s': id('tag'), 'the platform’s': id('platform tag') },
    content_tags: {
      ...both((state) => [id(`document ${state}`), id('tag')]),
      'of one for the class': [id('document for the class'), id('class tag')],
    },
    files: {
      'used by the published': id('used'),
      'used by nothing': id('unused'),
      'the removed person’s': id('uploaded once'),
      'captions of the published': id('captions'),
      'the platform’s, given to Northside': id('file of Northside'),
      'the platform’s, given to all': id('file of all'),
      'the platform’s, given to nobody': id('file of nobody'),
    },
    content_files: {
      ...both((state) => [id(`document ${state}`), id('used'), 'attachment']),
      'of one given to Northside': [
        id('given to Northside'),
        id('file of Northside'),
        'attachment',
      ],
    },
    videos: both((state) => id(`video ${state}`)),
    documents: {
      ...both((state) => id(`document ${state}`)),
      'for the class': id('document for the class'),
    },
    prompts: both((state) => id(`prompt ${state}`)),
    automations: both((state) => id(`automation ${state}`)),
    video_chapters: both((state) => [id(`video ${state}`), '10.00']),
    video_captions: both((state) => [id(`video ${state}`), 'en']),
    prompt_variables: {
      ...both((state) => [id(`prompt ${state}`), 'topic']),
      'a choice of the published': [id('prompt published'), 'level'],
    },
    automation_steps: both((state) => id(`step ${state}`)),
    content_progress: {
      'one’s own': (me) => [me, id('document published')],
      'somebody else’s': (_, actor) => [
        person(actor === 'owner' ? 'neighbour' : 'owner'),
        id('document published'),
      ],
    },
    favourites: {
      'one’s own': (me) => [me, id('document published')],
      'somebody else’s': (_, actor) => [
        person(actor === 'owner' ? 'neighbour' : 'owner'),
        id('document published'),
      ],
    },
  },

  oneByOne: ['files'],

  values: {
    'tags.name': 'gen_random_uuid()::text',
    'files.name': `'renamed'`,
    'files.media_type': `'text/html'`,
    'files.bytes': '6',
    'files.sha256': `sha256('y')`,
    'files.state': `'stored'`,
    'files.upload_id': `'upload'`,
    'files.part_tags': `'{part}'`,
    'files.words': `'WEBVTT'`,
    'content_files.place': '7',
    'videos.address': `'https://example.org/video'`,
    'videos.duration_seconds': '5',
    'videos.transcript': `'Words'`,
    'documents.body': `'Words'`,
    'prompts.body': `'Words'`,
    'automations.trigger_kind': `'schedule'`,
    'automations.trigger_settings': `'{"at": "noon"}'`,
    'video_chapters.starts_at_second': '20',
    'video_chapters.title': `'Renamed'`,
    'video_captions.label': `'Renamed'`,
    'video_captions.file_id': `'${id('used')}'`,
    'prompt_variables.place': 'place + 10',
    'prompt_variables.type': `case type when 'choice' then type else 'number' end`,
    'prompt_variables.label': `'Renamed'`,
    'prompt_variables.help': `'Helped'`,
    'prompt_variables.default_value': `'Usual'`,
    'prompt_variables.required': 'false',
    'prompt_variables.options': `case type when 'choice' then '{some}' else options end`,
    'automation_steps.place': '7',
    'automation_steps.action': `'branch'`,
    'automation_steps.settings': `'{"for": "long"}'`,
    'content_progress.reached': '7',
    'content_progress.share': '0.7',
    'content_progress.completed_at': `'2026-01-01'`,
    'content_progress.watched': `'{[0,7)}'`,
    'content_progress.seen_at': `'2026-01-01'`,
    'content_progress.seen_before': `'2026-01-01'`,
    'content_tags.title': `'Renamed'`,
    'content_tags.limited': 'not limited',
    'content_tags.shown_at': `'2026-01-01'`,
  },

  inserts: {
    content_assignments: {
      'in one’s own name': (me) => `insert into public.content_assignments
        (item_id, community_id, assigned_by)
        values ('${id('given to nobody')}', '${northside}', '${me}')`,
      'in the super admin’s name': `insert into public.content_assignments
        (item_id, community_id, assigned_by)
        values ('${id('given to nobody')}', '${northside}', '${person('super')}')`,
    },
    content_versions: {
      'of the published': `insert into public.content_versions
        (item_id, number, version, body, published_by)
        values ('${id('published')}', 2, 2, '{}', null)`,
    },
    tags: {
      'Northside’s': `insert into public.tags (community_id, name)
        values ('${northside}', 'New')`,
      'the platform’s': `insert into public.tags (community_id, name) values (null, 'New')`,
    },
    content_tags: {
      'of the draft': `insert into public.content_tags (item_id, tag_id)
        values ('${id('document draft')}', '${id('free tag')}')`,
    },
    files: {
      'in one’s own name': (me) => `insert into public.files
        (community_id, owner_id, name, media_type, bytes)
        values ('${northside}', '${me}', 'new', 'text/plain', 5)`,
      'in the coach’s name': `insert into public.files
        (community_id, owner_id, name, media_type, bytes)
        values ('${northside}', '${person('coach')}', 'new', 'text/plain', 5)`,
      'of the platform, in one’s own name': (me) => `insert into public.files
        (community_id, owner_id, name, media_type, bytes)
        values (null, '${me}', 'new', 'text/plain', 5)`,
    },
    content_files: {
      'of the draft': `insert into public.content_files (item_id, file_id, purpose, place)
        values ('${id('document draft')}', '${id('unused')}', 'attachment', 1)`,
    },
    videos: {
      'for an item': `insert into public.videos (id, address, duration_seconds, transcript)
        values ('${id('video bare')}', null, null, '')`,
    },
    documents: {
      'for an item': `insert into public.documents (id, body)
        values ('${id('document bare')}', '')`,
    },
    prompts: {
      'for an item': `insert into public.prompts (id, body) values ('${id('prompt bare')}', '')`,
    },
    automations: {
      'for an item': `insert into public.automations (id, trigger_kind, trigger_settings)
        values ('${id('automation bare')}', 'manual', '{}')`,
    },
    video_chapters: {
      'of the draft': `insert into public.video_chapters (video_id, starts_at_second, title)
        values ('${id('video draft')}', 30, 'New')`,
    },
    video_captions: {
      'of the draft': `insert into public.video_captions (video_id, language, label, file_id)
        values ('${id('video draft')}', 'pt', 'Português', '${id('captions')}')`,
    },
    prompt_variables: {
      'of the draft': `insert into public.prompt_variables
        (prompt_id, name, place, type, label, help, default_value, required, options)
        values ('${id('prompt draft')}', 'new', 2, 'text', 'New', '', '', true, '{}')`,
    },
    automation_steps: {
      'of the draft': `insert into public.automation_steps
        (automation_id, place, action, settings)
        values ('${id('automation draft')}', 2, 'wait', '{}')`,
    },
    content_progress: {
      'with a published item': (me) => `insert into public.content_progress
        (user_id, item_id, reached, share, completed_at, watched, seen_at, seen_before)
        values ('${me}', '${id('video published')}', 1, 0.5, null, '{[0,1)}', now(), now())`,
      'with a draft': (me) => `insert into public.content_progress (user_id, item_id)
        values ('${me}', '${id('video draft')}')`,
      'for the neighbour': `insert into public.content_progress (user_id, item_id)
        values ('${person('neighbour')}', '${id('video published')}')`,
    },
    favourites: {
      'of a published item': (me) => `insert into public.favourites (user_id, item_id)
        values ('${me}', '${id('video published')}')`,
      'of a draft': (me) => `insert into public.favourites (user_id, item_id)
        values ('${me}', '${id('video draft')}')`,
      'for the neighbour': `insert into public.favourites (user_id, item_id)
        values ('${person('neighbour')}', '${id('video published')}')`,
    },
  },

  calls: {},
}
