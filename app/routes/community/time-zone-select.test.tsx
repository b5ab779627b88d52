import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TimeZoneSelect } from './time-zone-select'

const shown = (chosen: string) =>
  renderToStaticMarkup(<TimeZoneSelect id="zone" name="timeZone" chosen={chosen} />)

test('offers every zone once, the chosen one first', () => {
  const html = shown('America/New_York')
  expect(html.match(/<option/g)?.length).toBeGreaterThan(300)
  expect(html.match(/>America\/New_York</g)).toHaveLength(1)
  expect(html).toMatch(/<select[^>]*><option>America\/New_York<option>UTC</)
})

test('keeps a zone by an older name', () => {
  expect(shown('US/Eastern')).toMatch(/<select[^>]*><option>US\/Eastern</)
})

test('writes nothing that is no zone into the page', () => {
  expect(shown('"><script>')).not.toContain('script')
})
