import path from 'node:path'
import { Miniflare, type MiniflareOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { FRONT, frontModule } from './front.ts'

type WorkerOptions = ReturnType<typeof unstable_getMiniflareWorkerOptions>['workerOptions']

const NAME = 'ai-gym'

export interface ServeOptions {
  /** The checkout. */
  root: string
  host?: string
  port: number
  /** Variables of the Worker's environment. */
  vars: Record<string, string>
  /** Where Durable Objects and buckets keep what they hold; in memory when left out. */
  persist?: string
  /** Hyperdrive bindings by name, where a test wants them. */
  hyperdrives?: Record<string, string>
}

export interface ServedWorker {
  url: string
  miniflare: Miniflare
  /** Takes what was built since into use. */
  reload(): Promise<void>
  stop(): Promise<void>
}

/** Where the buckets lie that belong to a folder of Durable Objects. */
export function bucketsIn(persist: string): string {
  return path.join(path.dirname(persist), 'buckets')
}

/** wrangler wants to know where the Hyperdrive of `wrangler.toml` leads on this machine. */
const HYPERDRIVE_HERE = 'CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE'

/** What `wrangler.toml` says of the Worker, without a real installation's way to Postgres. */
export function workerOptionsOf(root: string): WorkerOptions {
  process.env[HYPERDRIVE_HERE] ??= 'postgres://nobody:nothing@127.0.0.1:1/nowhere'
  const { workerOptions } = unstable_getMiniflareWorkerOptions(path.join(root, 'wrangler.toml'))
  return { ...workerOptions, hyperdrives: {} }
}

/** Serves the bundle that `wrangler deploy` would send, with the bindings of `wrangler.toml`. */
export async function serveWorker(options: ServeOptions): Promise<ServedWorker> {
  const { root, host = '127.0.0.1', port, vars, persist, hyperdrives } = options
  const workerOptions = workerOptionsOf(root)
  const { assets } = workerOptions
  const bundle = path.join(root, 'build', 'worker')
  const settings = {
    ...workerOptions,
    name: NAME,
    host: '127.0.0.1',
    port: 0,
    unsafeDirectSockets: [{ host, port, entrypoint: FRONT }],
    rootPath: root,
    modulesRoot: bundle,
    modules: [
      {
        type: 'ESModule',
        path: path.join(bundle, 'front.js'),
        contents: frontModule(assets?.routerConfig?.static_routing?.asset_worker ?? []),
      },
      { type: 'ESModule', path: path.join(bundle, 'worker.js') },
    ],
    assets: { ...assets, binding: 'ASSETS' },
    bindings: vars,
    ...(hyperdrives ? { hyperdrives } : {}),
    ...(persist ? { durableObjectsPersist: persist, r2Persist: bucketsIn(persist) } : {}),
  } as MiniflareOptions
  const miniflare = new Miniflare(settings)
  try {
    await miniflare.ready
    const url = (await miniflare.unsafeGetDirectURL(NAME, FRONT)).href.replace(/\/$/, '')
    return {
      url,
      miniflare,
      reload: () => miniflare.setOptions(settings),
      stop: () => miniflare.dispose(),
    }
  } catch (error) {
    await miniflare.dispose().catch(() => {})
    throw error
  }
}
