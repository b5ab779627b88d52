import { expect, it } from 'vitest'
import { findFaultsInBothThemes } from '../fixtures/axe'
import { scriptings, watchErrors } from '../fixtures/chromium'
import { openStage } from '../fixtures/stage'

const stage = openStage()

it.each(scriptings)('a member finds an agent by a slip, with scripts %s', async (scripting) => {
  const page = await stage.pageOf('member@aigym.test', scripting)
  const errors = watchErrors(page)
  await page.goto('/c/northside/dashboard')
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await page.locator('input[name=q]').fill('intervew practise')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('This comes near it').waitFor()
  expect(await page.locator('mark').count()).toBeGreaterThan(0)
  if (scripting === 'on') {
    expect(await findFaultsInBothThemes(page)).toEqual({ light: [], dark: [] })
  }
  await page.getByRole('link', { name: 'Sample: Interview practice', exact: true }).click()
  await page.getByRole('heading', { name: 'Sample: Interview practice', level: 1 }).waitFor()
  if (scripting !== 'blocked') expect(errors).toEqual([])
})

it('names are offered while one types', async () => {
  const page = await stage.pageOf('member@aigym.test', 'on')
  await page.goto('/c/northside/search')
  await page.waitForLoadState('networkidle')
  await page.locator('input[name=q]').pressSequentially('interv')
  await page.locator('datalist option').first().waitFor({ state: 'attached', timeout: 15_000 })
  const offered = await page
    .locator('datalist option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value')))
  expect(offered).toContain('Sample: Interview practice')
})
