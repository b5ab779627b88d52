import { beforeAll, expect, it } from 'vitest'
import { scriptings, watchErrors } from '../fixtures/chromium'
import { isSound, open, openStage } from '../fixtures/stage'

const stage = openStage()

/** Films of the demo community, with how far its member is; a prompt, and more agents than a list has. */
beforeAll(async () => {
  await stage.app.sql.query(
    `with films (nth, title, seconds, share, done) as (values
       (0, 'How we greet a caller', 245, 1.0, true),
       (1, 'A difficult conversation, in full', 3900, 0.4, false),
       (2, 'Closing a call', 95, null::numeric, null::boolean),
       (3, 'What the numbers say', 760, null, null)
     ), made as (
       insert into public.content_items
         (community_id, kind, title, slug, summary, status, published_at)
       select c.id, 'video', title, 'film-' || nth, 'What to say first, and what to leave out.',
         'published', now() - nth * interval '1 day'
       from public.communities as c, films where c.slug = 'northside'
       returning id, slug
     ), long as (
       insert into public.videos (id, duration_seconds)
       select made.id, seconds from made join films on slug = 'film-' || nth
     )
     insert into public.content_progress (user_id, item_id, share, seen_at, completed_at)
     select u.id, made.id, share, now(), case when done then now() end
     from made join films on slug = 'film-' || nth, auth.users as u
     where u.email = 'member@aigym.test' and share is not null`,
  )
  await stage.app.sql.query(
    `with prompts as (
       insert into public.content_items (community_id, kind, title, slug, status, published_at)
       select id, 'prompt', 'Say it kindly', 'say-it-kindly', 'published', now()
       from public.communities where slug = 'northside' returning id
     ), texts as (
       insert into public.prompts (id, body) select id, 'Say this kindly: {{what}}' from prompts
     ), blanks as (
       insert into public.prompt_variables (prompt_id, name, place, type, label)
       select id, 'what', 1, 'long_text', 'What you would say' from prompts
     ), made as (
       insert into public.content_items (community_id, kind, title, slug, status, published_at)
       select c.id, 'agent', 'Partner ' || n, 'partner-' || n, 'published', now() + n * interval '1 s'
       from public.communities as c, generate_series(1, 20) as n where c.slug = 'northside'
       returning id
     )
     insert into public.agents (id) select id from made`,
  )
})

it.each(scriptings)('a member goes on with what they began, with scripts %s', async (scripting) => {
  const page = await stage.pageOf('member@aigym.test', scripting)
  const errors = watchErrors(page)
  await open(page, '/c/northside/videos', scripting)
  await page.getByText('4 minutes · Watched').waitFor()
  await page.getByText('1 hour 5 minutes · 40 % watched').waitFor()
  await isSound(page, scripting)
  await page.getByRole('link', { name: 'Begun', exact: true }).click()
  await page.getByText('that you began and have not finished').waitFor()
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'A difficult conversation, in full',
  ])
  // A search keeps it, and says so.
  await page.getByRole('searchbox', { name: 'Search videos' }).fill('call')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByText('No video with “call” that you began').waitFor()
  if (scripting !== 'blocked') expect(errors).toEqual([])
})

it.each(scriptings)(
  'a member runs a long prompt with an agent that they look for, with scripts %s',
  async (scripting) => {
    const page = await stage.pageOf('member@aigym.test', scripting)
    const errors = watchErrors(page)
    await open(page, '/c/northside/prompts', scripting)
    await page.getByRole('link', { name: 'Say it kindly' }).click()
    const long = 'Wörter '.repeat(900).trim()
    const what = page.getByLabel('What you would say')
    await what.fill(long)
    await page.getByRole('searchbox', { name: 'Search all agents' }).fill('interview')
    await page.getByRole('button', { name: 'Find', exact: true }).click()
    const agents = page.getByLabel('With which agent')
    await agents.locator('option', { hasText: 'Interview practice' }).waitFor({ state: 'attached' })
    expect(await agents.locator('option').count()).toBe(1)
    expect(await what.inputValue()).toBe(long)
    await isSound(page, scripting)
    await page.getByRole('button', { name: 'Run in the sandbox' }).click()
    await page.waitForURL(/\/sandbox\/[0-9a-f-]{36}$/)
    expect(await page.locator('textarea[name=message]').inputValue()).toBe(
      `Say this kindly: ${long}`,
    )
    if (scripting !== 'blocked') expect(errors).toEqual([])
  },
)
