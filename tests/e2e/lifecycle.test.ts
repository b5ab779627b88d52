import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { findFaultsInBothThemes } from '../fixtures/axe'
import { scriptings } from '../fixtures/chromium'
import { openStage, soon } from '../fixtures/stage'

const stage = openStage()
const desk = '/c/northside/admin/documents'

/** Makes a document through its form, as a draft, and stays on its page. */
async function make(page: Page, title: string): Promise<void> {
  await page.goto(`${desk}/new`)
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Name').fill(title)
  await page.locator('textarea[name=body]').fill('One line.')
  await page.locator('button[value=save]').last().click()
  await page.getByText('is saved as a draft').waitFor(soon)
}

const notOff = scriptings.filter((each) => each !== 'blocked')

it.each(notOff)('a time and many at once, with scripts %s', async (scripting) => {
  const page = await stage.pageOf('coach@aigym.test', scripting)
  const [first, second] = [`First ${scripting}`, `Second ${scripting}`]
  await make(page, first)
  const year = new Date().getUTCFullYear() + 1
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Publish it by itself on').fill(`${year}-01-15T09:30`)
  await page.locator('button[value=schedule]').click()
  await page.getByText('The time is set').waitFor(soon)
  expect(await page.getByText(`It goes out on 15 Jan ${year}, 09:30`).count()).toBeGreaterThan(0)
  if (scripting === 'on') expect((await findFaultsInBothThemes(page)).light).toEqual([])

  await make(page, second)
  await page.goto(`${desk}?show=draft`)
  await page.waitForLoadState('networkidle')
  expect(await page.getByText(`Goes out on 15 Jan ${year}`).count()).toBe(1)
  await page.getByLabel(`Tick ${first}`).check()
  await page.getByLabel(`Tick ${second}`).check()
  await page.locator('button[name=change][value=publish]').click()
  await page.getByText('Done: 2 published').waitFor(soon)

  // What is archived leaves the library; what is published anew has two versions.
  await page.goto(`${desk}?show=published`)
  await page.waitForLoadState('networkidle')
  await page.getByLabel(`Tick ${first}`).check()
  await page.locator('button[name=change][value=archive]').click()
  await page.getByText('Done: 1 archived').waitFor(soon)
  await page.getByRole('link', { name: second, exact: true }).click()
  await page.locator('textarea[name=body]').fill('Another line.')
  await page.locator('button[value=save]').last().click()
  await page.getByText('Your changes are saved').waitFor(soon)
  await page.goto(`${page.url().split('?')[0]}/versions?from=1&to=2`)
  expect(await page.locator('del').count()).toBeGreaterThan(0)
  expect(await page.locator('ins').count()).toBeGreaterThan(0)
})

it.each(notOff)('who may use an item, by a group, with scripts %s', async (scripting) => {
  const page = await stage.pageOf('coach@aigym.test', scripting)
  const [title, group] = [`For some ${scripting}`, `Class ${scripting}`]
  await make(page, title)
  await page.waitForLoadState('networkidle')
  await page.locator('button[value=publish]').last().click()
  await page.getByText('is published').waitFor(soon)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const library = `/c/northside/documents/${id}`
  const member = await stage.pageOf('member@aigym.test', scripting)
  expect((await member.goto(library))?.status()).toBe(200)

  await page.goto('/c/northside/admin/groups')
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Name').fill(group)
  await page.getByRole('button', { name: 'Make group' }).click()
  await page.getByText('is made. Add its members').waitFor(soon)
  const groupPage = page.url()

  await page.goto(`${desk}/${id}`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('link', { name: 'Choose who may use it' }).click()
  await page.getByLabel('Only the groups and people below').check()
  await page.getByLabel('Add people by email').fill('nobody@elsewhere.test')
  await page.getByLabel(group).check()
  await page.getByRole('button', { name: 'Save who may use it' }).click()
  await page.getByText('has this address').first().waitFor(soon)
  expect(await page.getByLabel(group).isChecked()).toBe(true)
  await page.getByLabel('Add people by email').fill('')
  await page.getByRole('button', { name: 'Save who may use it' }).click()
  await page.getByText('is limited to the groups and people').waitFor(soon)
  expect((await member.goto(library))?.status()).toBe(404)

  await page.goto(groupPage)
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Email addresses').fill('member@aigym.test')
  await page.getByRole('button', { name: 'Add to group' }).click()
  await page.getByText('1 member is added').waitFor(soon)
  expect((await member.goto(library))?.status()).toBe(200)
  if (scripting === 'on') expect((await findFaultsInBothThemes(page)).light).toEqual([])
})

it.each(notOff)('a copy that a second coach publishes, with scripts %s', async (scripting) => {
  const reviewed = (on: boolean) =>
    stage.app.sql.query(
      `with asked as (
         update public.communities set review_before_publish = $1 where slug = 'northside' returning id
       )
       update public.memberships m set role = case when $1 then 'community_admin' else 'end_user' end
       from asked, auth.users u
       where m.community_id = asked.id and m.user_id = u.id and u.email = 'member@aigym.test'`,
      [on],
    )
  await reviewed(true)
  try {
    const author = await stage.pageOf('coach@aigym.test', scripting)
    const title = `Looked at ${scripting}`
    await make(author, title)
    await author.waitForLoadState('networkidle')
    await author.getByRole('link', { name: 'Make a copy' }).click()
    await author
      .getByLabel('Name')
      .and(author.locator(`[value="Copy of ${title}"]`))
      .waitFor(soon)
    await author.waitForLoadState('networkidle')
    // Whoever made it has no button that publishes: they ask for a review.
    expect(await author.locator('button[value=publish]').count()).toBe(0)
    await author.locator('button[value=submit]').last().click()
    await author.getByText('waits for a review').first().waitFor(soon)

    const second = await stage.pageOf('member@aigym.test', scripting)
    await second.goto('/c/northside/admin/content')
    await second.waitForLoadState('networkidle')
    await second
      .getByRole('link', { name: `Copy of ${title}`, exact: true })
      .first()
      .click()
    await second.getByLabel('Name').waitFor(soon)
    await second.waitForLoadState('networkidle')
    await second.locator('button[value=publish]').last().click()
    await second.getByText(`“Copy of ${title}” is published`).waitFor(soon)

    // Members find the copy, and nothing of what it was made from.
    await second.goto('/c/northside/documents')
    expect(await second.getByRole('link', { name: `Copy of ${title}`, exact: true }).count()).toBe(
      1,
    )
    expect(await second.getByRole('link', { name: title, exact: true }).count()).toBe(0)
  } finally {
    await reviewed(false)
  }
})
