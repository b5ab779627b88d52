import type { RouteConfigEntry } from '@remix-run/route-config'
import { type AgnosticDataRouteObject, matchRoutes } from '@remix-run/router'
import { expect, test } from 'vitest'
import { openRouteMap } from './request-handlers.server'
import map from './routes'

interface Flat {
  id: string
  path?: string
  index?: boolean
  parentId?: string
}

const idOf = ({ id, file }: RouteConfigEntry) => id ?? file.replace(/\.tsx?$/u, '')

function flattened(entries: readonly RouteConfigEntry[], parentId: string): Flat[] {
  return entries.flatMap((entry) => {
    const { path, index, children = [] } = entry
    const id = idOf(entry)
    const own = {
      id,
      parentId,
      ...(path === undefined ? {} : { path }),
      ...(index ? { index } : {}),
    }
    return [own, ...flattened(children, id)]
  })
}

function nested(flat: Flat[], parentId: string | undefined): AgnosticDataRouteObject[] {
  return flat
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) =>
      index
        ? { id, index: true as const, ...(path === undefined ? {} : { path }) }
        : { id, ...(path === undefined ? {} : { path }), children: nested(flat, id) },
    )
}

const flat: Flat[] = [{ id: 'root', path: '' }, ...flattened(map, 'root')]
const whole = nested(flat, undefined)
const routesAt = openRouteMap(Object.fromEntries(flat.map((route) => [route.id, route])))

const found = (routes: AgnosticDataRouteObject[], address: string) =>
  matchRoutes(routes, address)?.map(({ route, params }) => ({ id: route.id, params }))

/** Every address of the map with something in its places, and the like of it that a person may type. */
const addresses = flat.flatMap(({ id }) => {
  const parts: string[] = []
  for (let at = flat.find((route) => route.id === id); at; ) {
    if (at.path) parts.unshift(at.path)
    const above = at.parentId
    at = flat.find((route) => route.id === above)
  }
  const path = `/${parts.join('/').replaceAll(/^\/+/gu, '')}`.replace('*', 'no/such/page')
  const filled = path.replaceAll(/:\w+/gu, 'new')
  const other = path.replaceAll(/:\w+/gu, 'a%20%2Fb')
  return [filled, other, filled.toUpperCase(), `${filled}/`, `${filled}/and/more`, `/${filled}`]
})

test.each([...new Set([...addresses, '/c/x/%61gents', '/%', '/c/%E0%A4%A'])])(
  'at %s the same routes are found among those that may match',
  (address) => {
    const ids = routesAt(address)
    const among = nested(
      flat.filter(({ id }) => ids.has(id)),
      undefined,
    )
    expect(found(among, address)).toEqual(found(whole, address))
    // The page tells its script of the ways up from it as well.
    const parts = address.split('/').filter(Boolean)
    for (let length = parts.length - 1; length >= 0; length -= 1) {
      const above = `/${parts.slice(0, length).join('/')}`
      expect(found(among, above)).toEqual(found(whole, above))
    }
  },
)

test('few routes are left of the map', () => {
  expect(flat.length).toBeGreaterThan(80)
  expect(routesAt('/c/x/agents').size).toBeLessThan(12)
  expect(routesAt('/login').size).toBeLessThan(5)
})

test("a page's data is asked of the page's routes", () => {
  expect(routesAt('/c/x/agents.data')).toEqual(routesAt('/c/x/agents'))
  expect(routesAt('/_root.data')).toEqual(routesAt('/'))
})
