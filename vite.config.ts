import { fileURLToPath } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import remixOptions from './remix.config.js'

/**
 * What the browser loads together, by the beginnings of its paths: many small files compress worse
 * than one. All else is split by route.
 */
const TOGETHER: Record<string, string[]> = {
  framework: [
    ...['react', 'react-dom', 'scheduler', 'react-router', 'react-router-dom'],
    ...['@remix-run', 'turbo-stream'],
  ].map((name) => `/node_modules/${name}/`),
  // What every `import()` brings along; left alone it would stand in a chunk of one of its users.
  late: ['vite/preload-helper', '/app/ui/late.'],
  // What a conversation's beginning shares with the conversation itself.
  talk: [
    ...[
      'conversation',
      'foot',
      'late-words',
      'post-key',
      'said-message',
      'thread',
      'use-asking',
    ].map((name) => `/app/features/sandbox/conversation/${name}.`),
    ...['late-feed', 'use-live-feed'].map((name) => `/app/features/sandbox/live/${name}.`),
    '/app/features/sandbox/my-conversations/my-conversations.',
    '/app/ui/strings/sandbox.',
    '/app/ui/strings/en/sandbox.',
    '/app/ui/molecules/asks-to-send.',
    '/app/ui/molecules/composer.',
    '/app/ui/organisms/conversation.',
    '/app/ui/organisms/side-list.',
    '/app/ui/templates/sandbox-page.',
  ],
  agent: [
    '/app/ui/strings/conversation.',
    '/app/ui/strings/en/conversation.',
    '/app/ui/molecules/message.',
    '/app/ui/organisms/agent-list.',
    // The style sheet of what such a message holds: a file of their own would weigh more.
    '/app/routes/code-links.',
    '/app/ui/styles/code.css',
  ],
  // Files of an item, as members see them.
  downloads: [
    '/app/features/content/files/item-downloads.',
    '/app/ui/molecules/file-shown.',
    '/app/ui/strings/attachments.',
    '/app/ui/strings/en/attachments.',
  ],
  // The same, as coaches look after them: few pages have that.
  files: [
    '/app/features/content/files/file-purposes.',
    '/app/features/content/files/item-files.',
    '/app/features/content/files/use-upload.',
    '/app/ui/molecules/file-field.',
    '/app/ui/strings/item-files.',
    '/app/ui/strings/en/item-files.',
    '/app/routes/files/given.',
  ],
  // What lists, pages and forms of content share.
  content: [
    ...['item', 'kinds'].map((name) => `/app/features/content/${name}.ts`),
    ...['kinds', 'en/kinds'].map((name) => `/app/ui/strings/${name}.`),
    '/app/routes/library/item-problem.',
    '/app/routes/admin/rooms.',
  ],
  // Pages about an item of a community or of the platform; late pieces lead to them.
  desk: [
    '/app/features/content/platform-path.',
    '/app/routes/admin/item/desk-frame.',
    '/app/routes/platform/rooms.',
  ],
  // Words of a page and of a late piece: neither brings the other.
  knowledge: ['/app/ui/strings/agent-knowledge.', '/app/ui/strings/en/agent-knowledge.'],
  // What of such a form comes after the page: it is imported late, and must not stand in its chunk.
  pieces: [
    ...['item-notices', 'item-manage'].map((name) => `/app/routes/admin/item/${name}.`),
    ...['content-notices', 'content-moves'].flatMap((name) => [
      `/app/ui/strings/${name}.`,
      `/app/ui/strings/en/${name}.`,
    ]),
  ],
  // The form in which coaches make something of any kind.
  editor: [
    ...['item-page', 'item-editor', 'use-item-form', 'late-pieces', 'unsaved'].map(
      (name) => `/app/routes/admin/item/${name}.`,
    ),
    '/app/routes/admin/settled.',
    ...['entered', 'first-codes', 'item-fields', 'kind-form', 'use-said'].map(
      (name) => `/app/features/content/form/${name}.`,
    ),
    '/app/ui/strings/content-form.',
    '/app/ui/strings/en/content-form.',
  ],
  copy: ['/app/ui/molecules/copy-button.'],
  // What a prompt is made of: each alone would be a file of two hundred bytes.
  prompt: ['/app/platform/blanks.', '/app/features/content/prompts/prompt-fields.'],
  // What stands around every page, and the pieces that most are made of.
  frame: [
    ...['catalogue', 'files', 'index', 'common', 'en/common', 'errors', 'en/errors'].map(
      (name) => `/app/ui/strings/${name}.`,
    ),
    ...['classes', 'elements', 'hydrated', 'moment'].map((name) => `/app/ui/${name}.`),
    '/app/ui/atoms/',
    '/app/ui/molecules/',
    '/app/ui/organisms/app-header.',
    '/app/ui/organisms/form-layout.',
    ...['frame', 'pages', 'error-page'].map((name) => `/app/ui/templates/${name}.`),
    ...['site-frame', 'problem-page', 'page-flash', 'titles'].map((name) => `/app/routes/${name}.`),
  ],
}

function chunkOf(id: string): string | undefined {
  return Object.keys(TOGETHER).find((chunk) => TOGETHER[chunk]?.some((part) => id.includes(part)))
}

/** How the browser's part is bundled. Licences go to a file beside it, once, not into each script. */
function browserBundle(): Plugin {
  const licenses = new Set<string>()
  return {
    name: 'browser-bundle',
    apply: 'build',
    config: (_config, { isSsrBuild }) =>
      isSsrBuild
        ? {}
        : {
            esbuild: { legalComments: 'none' },
            // terser takes a twentieth off what esbuild leaves, of bytes that every visitor pays for.
            build: {
              minify: 'terser',
              terserOptions: { ecma: 2020, compress: { passes: 2 }, format: { comments: false } },
              rollupOptions: {
                // A feature's module that nothing is taken from is left out, with all that it imports.
                treeshake: { moduleSideEffects: (id) => !id.includes('/app/features/') },
                output: {
                  manualChunks: chunkOf,
                  // A first load brings every name: the shortest hash that so many files can have.
                  entryFileNames: 'assets/[name]-[hash:7].js',
                  chunkFileNames: 'assets/[name]-[hash:7].js',
                },
              },
            },
          },
    transform(code) {
      for (const [comment] of code.matchAll(
        /\/\*[*!](?:(?!\*\/)[\s\S])*?@licen[cs]e[\s\S]*?\*\//g,
      )) {
        licenses.add(comment)
      }
    },
    generateBundle() {
      if (this.environment.name !== 'client') return
      const source = [...licenses].sort().join('\n\n')
      this.emitFile({ type: 'asset', fileName: 'assets/licenses.txt', source })
    },
  }
}

const app = (file: string) => new URL(`./app/${file}`, import.meta.url).pathname

/**
 * What the Worker does without: all that it holds is read at each start
 * (docs/decisions/0014-light-start.md).
 */
const leftOutOfTheWorker = [
  { find: /^react-dom$/, replacement: app('platform/left-out/react-dom.ts') },
  {
    find: /^@supabase\/(functions|postgrest|realtime|storage)-js$/,
    replacement: app('platform/left-out/supabase.ts'),
  },
  // The entry brings the way to render that React had before streams, and runs it at each start.
  {
    find: /^react-dom\/server\.browser$/,
    replacement: fileURLToPath(
      new URL(
        './node_modules/react-dom/cjs/react-dom-server.browser.production.min.js',
        import.meta.url,
      ),
    ),
  },
  // A library that reads PDFs would bring what signs them, and unpack without a limit.
  ...['asn1js', 'pako', 'pkijs'].map((name) => ({
    find: new RegExp(`^${name}$`),
    replacement: app(`platform/left-out/${name}.ts`),
  })),
  // The runtime has them; npm's packages of these names are for browsers.
  { find: /^(string_decoder|util)$/, replacement: 'node:$1' },
]

/**
 * What the app imports when it needs it (the AI providers) stays a module of its own, which wrangler
 * puts into the bundle so that it runs when it is first imported. Whatever such a module shares with
 * the rest must be a chunk too: else the whole app would be run that way, inside a function that is
 * read twice. `nothingTwice` refuses a build in which something is missing here.
 */
const SHARED = [
  'commonjsHelpers.js',
  '/app/features/content/documents/document.ts',
  '/app/features/content/videos/watched.ts',
  '/app/features/sandbox/live/live-events.ts',
  '/app/platform/errors.ts',
  '/app/platform/storage/media-type.server.ts',
]

const lateModules = {
  inlineDynamicImports: false,
  hoistTransitiveImports: false,
  manualChunks: (id: string) => {
    if (id.includes('/node_modules/zod/')) return 'zod'
    return SHARED.some((part) => id.includes(part)) ? 'shared' : undefined
  },
}

/** Refuses a late module that imports from the app's own chunk. */
const nothingTwice: Plugin = {
  name: 'nothing-twice',
  apply: 'build',
  generateBundle(_options, bundle) {
    if (this.environment.name === 'client') return
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || chunk.isEntry) continue
      const app = chunk.imports.find((file) => file.includes('server-build'))
      if (!app) continue
      const names = chunk.importedBindings[app]?.join(', ')
      this.error(`${chunk.fileName} imports ${names} from the app's chunk: name it in SHARED.`)
    }
  },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixOptions), browserBundle(), nothingTwice],
  resolve: {
    alias: [
      { find: /^~(?=\/)/, replacement: app('').slice(0, -1) },
      ...(isSsrBuild ? leftOutOfTheWorker : []),
    ],
  },
  ssr: {
    target: 'webworker',
    noExternal: true,
    resolve: {
      conditions: ['workerd', 'worker', 'browser'],
      externalConditions: ['workerd', 'worker'],
    },
  },
  build: {
    // The oldest browsers that the look is made for.
    target: ['chrome111', 'firefox128', 'safari16.4'],
    // An inlined asset would be a `data:` address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rollupOptions: {
      external: ['cloudflare:sockets', 'cloudflare:workers', /^node:/],
      ...(isSsrBuild ? { output: lateModules } : {}),
    },
    ...(isSsrBuild ? { target: 'es2022' } : {}),
  },
}))
