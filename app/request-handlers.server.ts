import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/cloudflare'

/** What the map must say of each route to be found: where it stands. */
type Routes = Record<string, { path?: string; parentId?: string } | undefined>

/** A route of the map, with all that its path is made of. */
interface WholePath {
  /** Its own, and those of the routes around it. */
  ids: string[]
  segments: string[]
}

function wholePathOf(id: string, routes: Routes): WholePath {
  const { path, parentId } = routes[id] ?? {}
  const around = parentId === undefined ? { ids: [], segments: [] } : wholePathOf(parentId, routes)
  const segments = (path ?? '').toLowerCase().split('/').filter(Boolean)
  return { ids: [...around.ids, id], segments: [...around.segments, ...segments] }
}

/**
 * Whether the route may match the address or one above it: a page's script is told of those too, so
 * that a way up needs no question.
 */
function mayMatch({ segments }: WholePath, asked: string[]): boolean {
  const least = segments.filter((segment) => segment !== '*').length
  if (least > asked.length) return false
  return segments.every(
    (segment, at) => segment === '*' || segment.startsWith(':') || segment === asked[at],
  )
}

/** Those of the routes, in the order of the map. */
function only<Map extends object>(ids: Set<string>, routes: Map): Map {
  return Object.fromEntries(Object.entries(routes).filter(([id]) => ids.has(id))) as Map
}

/** What an address is made of, as Remix reads it: that of a page's data is the page's. */
function segmentsOf(pathname: string): string[] {
  const page = pathname.replace(/\.data$/u, '').replace(/^\/_root$/u, '/')
  return page.toLowerCase().split('/').filter(Boolean).map(decoded)
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment).toLowerCase()
  } catch {
    return segment
  }
}

/**
 * Finds the routes that an address may need: those that may match it or one above it, with the routes
 * around them. What they are is for the router to say; that none is missing matters here.
 */
export function openRouteMap(routes: Routes): (pathname: string) => Set<string> {
  const paths = Object.keys(routes).map((id) => wholePathOf(id, routes))
  return (pathname) => {
    const asked = segmentsOf(pathname)
    return new Set(paths.filter((path) => mayMatch(path, asked)).flatMap(({ ids }) => ids))
  }
}

/**
 * Remix's way to answer an address, made of only the routes that may match it.
 *
 * Its router flattens the whole map and tries a regular expression for each route, and does so several
 * times for a page: with 80 routes that cost a fifth of a page's time.
 */
export function openHandlers(build: ServerBuild): (pathname: string) => RequestHandler {
  const routesAt = openRouteMap(build.routes)
  const whole = createRequestHandler(build, 'production')
  // As many as there are kinds of addresses, however many addresses are asked.
  const handlers = new Map<string, RequestHandler>()
  return (pathname) => {
    // Which routes lie at a list of addresses: the browser asks with any addresses it found.
    if (pathname === '/__manifest') return whole
    const ids = routesAt(pathname)
    const key = [...ids].join(' ')
    let handler = handlers.get(key)
    if (!handler) {
      const assets = { ...build.assets, routes: only(ids, build.assets.routes) }
      handler = createRequestHandler(
        { ...build, routes: only(ids, build.routes), assets },
        'production',
      )
      handlers.set(key, handler)
    }
    return handler
  }
}
