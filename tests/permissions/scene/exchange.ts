import { id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const installation = 'x'.repeat(43)
const digest = 'a'.repeat(64)
const found = `'[{"kind": "document", "title": "Brought", "outcome": "make"}]'`

const begun = (owner: string) => `insert into public.content_imports
  (community_id, owner_id, file_id, name, installation, own, report)
  values ('${northside}', '${owner}', '${id('unused')}', 'export.json', '${installation}', false, ${found})`

const entry = `{"id": "${id('brought')}", "kind": "document", "title": "Brought",
  "status": "draft", "version": 1, "digest": "${digest}",
  "body": {"title": "Brought", "document": {"body": "Words"}}}`

/** An import of Northside that is under way, and an item that came in by an earlier one. */
export const exchange: Scene = {
  plant: `
    insert into public.content_imports
      (id, community_id, owner_id, file_id, name, installation, own, status, report)
    values ('${id('import')}', '${northside}', '${person('coach')}', '${id('unused')}',
      'export.json', '${installation}', false, 'running', ${found});
    insert into public.content_origins
      (community_id, installation, source_id, item_id, digest, item_version)
    values ('${northside}', '${installation}', '${id('source')}', '${id('document published')}',
      '${digest}', 1);`,

  rows: {
    content_imports: { 'Northside’s': id('import') },
    content_origins: { 'Northside’s': [northside, installation, id('source')] },
  },

  oneByOne: [],

  values: {
    'content_imports.file_id': 'null',
    'content_imports.name': `'renamed'`,
    'content_imports.installation': `'${'y'.repeat(43)}'`,
    'content_imports.own': 'true',
    'content_imports.status': `'stopped'`,
    'content_imports.publish': 'true',
    'content_imports.overwrite': 'true',
    'content_imports.report': `'[{"kind": "agent"}]'`,
    'content_imports.done': '1',
    'content_origins.installation': `'${'y'.repeat(43)}'`,
    'content_origins.source_id': `'${id('another source')}'`,
    'content_origins.item_id': `'${id('document draft')}'`,
    'content_origins.digest': `'${'b'.repeat(64)}'`,
    'content_origins.files_digest': `'${'b'.repeat(64)}'`,
    'content_origins.item_version': '2',
  },

  inserts: {
    content_imports: {
      'in one’s own name': (me) => begun(me),
      'in the coach’s name': begun(person('coach')),
    },
    content_origins: {
      'of the draft': `insert into public.content_origins
        (community_id, installation, source_id, item_id, digest, files_digest, item_version)
        values ('${northside}', '${installation}', '${id('new source')}', '${id('document draft')}',
          '${digest}', '${digest}', 1)`,
    },
  },

  calls: {
    plan_import: {
      'of a document': {
        sql: `select public.plan_import(
          '{"community_id": "${northside}", "installation": "${installation}", "own": false,
            "publish": false, "overwrite": false}', '[${entry}]')`,
        changes: [],
      },
    },
    import_notes: {
      'of a document': {
        sql: `select public.import_notes(
          '{"community_id": "${northside}", "installation": "${installation}", "own": false,
            "publish": false, "overwrite": false}', '[${entry}]')`,
        changes: [],
      },
    },
    run_import: {
      'Northside’s': {
        sql: `select public.run_import('${northside}', '${id('import')}', 0, '[${entry}]')`,
        changes: ['content_imports', 'content_items', 'content_origins', 'documents'],
      },
    },
  },
}
