import { beforeAll, expect, it } from 'vitest'
import { findFaultsInBothThemes } from '../fixtures/axe'
import { scriptings, watchErrors } from '../fixtures/chromium'
import { openStage } from '../fixtures/stage'

const AGENT = 'Sample: Interview practice'

const stage = openStage()
beforeAll(async () => {
  await stage.app.sql.query(
    `with tag as (
       insert into public.tags (community_id, name)
       select id, 'Interviews' from public.communities where slug = 'northside' returning id
     ) insert into public.content_tags (item_id, tag_id)
     select i.id, tag.id from public.content_items i, tag where i.title = $1`,
    [AGENT],
  )
})

it.each(scriptings)(
  'a member narrows the library by a tag, and keeps what they found, with scripts %s',
  async (scripting) => {
    const page = await stage.pageOf('member@aigym.test', scripting)
    const errors = watchErrors(page)
    await page.goto('/c/northside/agents')
    await page.getByRole('link', { name: 'Interviews (1)' }).click()
    await page.getByText('with the tag “Interviews”').waitFor()
    if (scripting === 'on') {
      expect(await findFaultsInBothThemes(page)).toEqual({ light: [], dark: [] })
    }
    await page.getByRole('link', { name: AGENT, exact: true }).click()
    await page.getByRole('heading', { name: AGENT, level: 1 }).waitFor()
    const address = page.url()
    await page.getByRole('button', { name: 'Add to favourites' }).click()
    await page.getByRole('button', { name: 'Remove from favourites' }).waitFor()
    expect(page.url()).toBe(address)
    await page.goto('/c/northside/dashboard')
    await page.getByRole('link', { name: 'All your favourites' }).click()
    await page.getByRole('heading', { name: 'Favourites', level: 1 }).waitFor()
    await page.getByRole('link', { name: AGENT, exact: true }).click()
    await page.getByRole('button', { name: 'Remove from favourites' }).click()
    await page.getByRole('button', { name: 'Add to favourites' }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.goto('/c/northside/favourites')
    await page.getByText('No favourites yet').waitFor()
    if (scripting !== 'blocked') expect(errors).toEqual([])
  },
)
