import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const app = new URL('../../../app/', import.meta.url)

/** Lets plain Node load the app's sources, which say `~/data/batch` as the bundler reads it. */
registerHooks({
  resolve(name, context, next) {
    const inApp = name.startsWith('~/')
    const near = name.startsWith('.') && context.parentURL?.startsWith(app.href)
    if (!inApp && !near) return next(name, context)
    const wanted = inApp ? new URL(name.slice(2), app) : new URL(name, context.parentURL)
    const file = existsSync(fileURLToPath(wanted)) ? wanted : new URL(`${wanted.href}.ts`)
    return next(file.href, context)
  },
  // What the bundler looks up for it: English is enough to ask with.
  load: (url, context, next) =>
    url === new URL('ui/strings/files.ts', app).href
      ? {
          format: 'module',
          source: 'export const files = { whole: {}, parts: {} }',
          shortCircuit: true,
        }
      : next(url, context),
})
