/**
 * Takes a picture of every page of the route map, as who would see it, on a phone and a desk, light
 * and dark, with and without JavaScript, and of the states that are seldom seen; then lays them on
 * sheets: `node tests/tools/picture-book.ts /tmp/pictures`. They are for looking at, not for keeping.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { launchChromium, type Scripting, signIn } from '../fixtures/chromium.ts'
import { crowd } from '../fixtures/crowd.ts'
import {
  accounts,
  addressOf,
  arrangeSamples,
  notPages,
  routePatterns,
} from '../fixtures/every-page.ts'
import { type ServedApp, startServedApp } from '../fixtures/served-app.ts'

const folder = path.resolve(process.argv[2] ?? '/tmp/pictures')
const wanted = process.argv[3] ? new RegExp(process.argv[3]) : /./
const TALLEST = 2_400

interface Look {
  name: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  scripting: Exclude<Scripting, 'blocked'>
  forcedColors?: 'active'
}

const looks: Look[] = (['on', 'off'] as const).flatMap((scripting) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ].map((size) => ({
      name: `${size.width}-${colorScheme}-${scripting}`,
      ...size,
      colorScheme,
      scripting,
    })),
  ),
)
const further: Look[] = [
  { name: '320-zoomed', width: 320, height: 256, colorScheme: 'light', scripting: 'off' },
  {
    name: '1024-forced',
    width: 1024,
    height: 768,
    colorScheme: 'dark',
    scripting: 'on',
    forcedColors: 'active',
  },
]

/** Something to take pictures of. */
interface Scene {
  name: string
  /** Whose page it is: an address to sign in with, or null. */
  who: string | null
  /** Goes to the page; null for one that only leads elsewhere. */
  open: (page: Page) => Promise<unknown>
}

const at = (name: string, who: string | null, address: string): Scene => ({
  name,
  who,
  open: (page) => page.goto(address),
})

/** Fills in fields by their names and presses the form's main button. */
async function post(page: Page, address: string, fields: Record<string, string>, button: string) {
  await page.goto(address)
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`main [name="${name}"]`).first().fill(value)
  }
  await page.locator(`main ${button}`).first().click()
  await page.waitForLoadState('networkidle')
}

const sending =
  (address: string, fields: Record<string, string>, button = 'form[method=post] button') =>
  (page: Page) =>
    post(page, address, fields, button)

const { member, coach } = accounts
const superAdmin = accounts.super
const rival = 'rival@aigym.test'

/** Every page of the route map, as the person with the fewest rights who may open it. */
async function everyPage(app: ServedApp): Promise<Scene[]> {
  const samples = await arrangeSamples(app.sql)
  const patterns = routePatterns().filter((each) => !notPages.some((rule) => rule.test(each)))
  return patterns.map((pattern) => {
    const address = addressOf(pattern, samples)
    const open = /^\/($|login|signup|forgot|auth|problem|unsent|no-such)/.test(address)
    const who = open
      ? null
      : /^\/admin/.test(address)
        ? superAdmin
        : /\/admin/.test(address)
          ? coach
          : member
    return at(
      `page${pattern === '*' ? '_anything_else' : pattern.replaceAll(/[/:]+/g, '_')}`,
      who,
      address,
    )
  })
}

const c = '/c/northside'

const states: Scene[] = [
  at('state_landing_signed_in', member, '/'),
  at('state_dashboard_coach', coach, `${c}/dashboard`),
  at('state_communities_rival', rival, '/communities'),
  at('state_notice_session_ended', null, '/login?notice=session-ended'),
  {
    name: 'state_wrong_password',
    who: null,
    open: sending('/login', { email: 'member@aigym.test', password: 'not this one' }),
  },
  { name: 'state_login_empty', who: null, open: sending('/login', {}) },
  {
    name: 'state_signup_wrong',
    who: null,
    open: sending('/signup', { displayName: '', email: 'nobody', password: 'short' }),
  },
  {
    name: 'state_code_wrong',
    who: null,
    open: sending('/auth/code?for=signup', { email: 'nobody@aigym.test', code: '123456' }),
  },
  {
    name: 'state_agent_empty',
    who: coach,
    open: sending(`${c}/admin/agents/new`, {}, '[value^=publish]'),
  },
  {
    name: 'state_document_empty',
    who: coach,
    open: sending(`${c}/admin/documents/new`, {}, '[value^=publish]'),
  },
  {
    name: 'state_prompt_questions',
    who: coach,
    open: sending(
      `${c}/admin/prompts/new`,
      { title: 'A reply', body: 'Write to {{customer}} about {{topic}}.' },
      '[value="variables.fill"]',
    ),
  },
  {
    name: 'state_video_chapters',
    who: coach,
    open: sending(
      `${c}/admin/videos/new`,
      { title: 'A lesson', address: 'https://films.test/page', length: '1:00' },
      '[value="chapters.add"]',
    ),
  },
  {
    name: 'state_automation_wrong',
    who: coach,
    open: sending(`${c}/admin/automations/new?start=reply`, { title: '' }, '[value="steps.add"]'),
  },
  {
    name: 'state_settings_wrong',
    who: coach,
    open: sending(`${c}/admin/settings`, { name: '' }),
  },
  {
    name: 'state_member_wrong',
    who: coach,
    open: sending(`${c}/admin/members`, { email: 'nobody' }),
  },
  {
    name: 'state_member_added',
    who: coach,
    open: sending(`${c}/admin/members`, { email: 'somebody@aigym.test' }),
  },
  {
    name: 'state_profile_wrong',
    who: member,
    open: sending('/settings/profile', { displayName: '' }),
  },
  { name: 'state_password_wrong', who: member, open: sending('/settings/password', {}) },
  at('state_404_signed_in', member, '/no-such-page'),
  at('state_404_in_community', member, `${c}/agents/01936a00-0000-7000-8000-00000000ffff`),
  at('state_404_foreign_community', member, '/c/harbor/dashboard'),
  at('state_403_member_at_coach', member, `${c}/admin/agents`),
  at('state_403_member_at_platform', member, '/admin/dashboard'),
  {
    name: 'state_405',
    who: member,
    async open(page) {
      await page.route(/\/dashboard$/, (route) => route.continue({ method: 'PUT' }), { times: 1 })
      await page.goto(`${c}/dashboard`)
    },
  },
  at('state_desk_nothing_found', coach, `${c}/admin/agents?q=zzzz`),
  at('state_library_nothing_found', member, `${c}/agents?q=zzzz`),
  at('state_sandbox_chosen', member, `${c}/sandbox?agent=01936a00-0000-7000-8000-000000000022`),
]

const empty: Scene[] = [
  at('empty_dashboard_member', member, `${c}/dashboard`),
  at('empty_dashboard_coach', coach, `${c}/dashboard`),
  at('empty_library', member, `${c}/agents`),
  at('empty_desk', coach, `${c}/admin/content`),
  at('empty_documents', member, `${c}/documents`),
  at('empty_prompts', coach, `${c}/prompts`),
  at('empty_automations', coach, `${c}/automations`),
  at('empty_sandbox', member, `${c}/sandbox`),
  at('empty_trash', member, `${c}/sandbox/trash`),
  at('empty_members', coach, `${c}/admin/members`),
  at('empty_no_community', 'alone@aigym.test', '/dashboard'),
]

const crowded = (conversation: string): Scene[] => [
  at('crowd_dashboard_coach', coach, `${c}/dashboard`),
  at('crowd_dashboard_member', member, `${c}/dashboard`),
  at('crowd_members', coach, `${c}/admin/members`),
  at('crowd_desk', coach, `${c}/admin/agents`),
  at('crowd_library', member, `${c}/agents`),
  at('crowd_sandbox', member, `${c}/sandbox`),
  at('crowd_conversation', member, `${c}/sandbox/${conversation}`),
  at('crowd_platform', superAdmin, '/admin/dashboard'),
]

const broken: Scene[] = [
  at('broken_library', member, `${c}/agents`),
  at('broken_dashboard', member, `${c}/dashboard`),
]
const down: Scene[] = [
  at('down_dashboard', member, `${c}/dashboard`),
  { name: 'down_agent', who: coach, open: sending(`${c}/admin/agents/new`, {}) },
]

const sessions = new Map<string, BrowserContextOptions['storageState']>()

/** Signs somebody in once; every picture of theirs begins with that session. */
async function sessionOf(browser: Browser, app: ServedApp, who: string) {
  const known = sessions.get(who)
  if (known) return known
  const context = await browser.newContext({ baseURL: app.url })
  const page = await context.newPage()
  await signIn(page, who)
  const state = await context.storageState()
  sessions.set(who, state)
  await context.close()
  return state
}

/** Takes each scene in each look; two looks at a time. */
async function take(browser: Browser, app: ServedApp, scenes: Scene[], as: Look[]): Promise<void> {
  for (const who of new Set(scenes.map((scene) => scene.who))) {
    if (who) await sessionOf(browser, app, who)
  }
  const waiting = [...as]
  const worker = async () => {
    for (let look = waiting.shift(); look; look = waiting.shift()) {
      await takeAs(browser, app, scenes, look)
    }
  }
  await Promise.all([worker(), worker()])
}

async function takeAs(browser: Browser, app: ServedApp, scenes: Scene[], look: Look) {
  for (const who of new Set(scenes.map((scene) => scene.who))) {
    const mine = scenes.filter((scene) => scene.who === who && wanted.test(scene.name))
    if (mine.length === 0) continue
    const context = await browser.newContext({
      baseURL: app.url,
      viewport: { width: look.width, height: look.height },
      colorScheme: look.colorScheme,
      javaScriptEnabled: look.scripting === 'on',
      reducedMotion: 'reduce',
      ...(look.forcedColors ? { forcedColors: look.forcedColors } : {}),
      ...(who ? { storageState: await sessionOf(browser, app, who) } : {}),
    })
    context.setDefaultTimeout(15_000)
    for (const scene of mine) {
      const page = await context.newPage()
      const file = path.join(folder, look.name, `${scene.name}.png`)
      try {
        await scene.open(page)
        if (look.scripting === 'on') await page.waitForLoadState('networkidle')
        const tall = await page.evaluate(() => document.documentElement.scrollHeight)
        const height = Math.min(Math.max(tall, look.height), TALLEST)
        await page.screenshot({
          path: file,
          ...(look.height > 300
            ? { fullPage: true, clip: { x: 0, y: 0, width: look.width, height } }
            : {}),
        })
      } catch (error) {
        console.error(
          `${look.name}/${scene.name}: ${error instanceof Error ? error.message : error}`,
        )
      }
      await page.close()
    }
    await context.close()
  }
  console.log(`${look.name}: ${scenes.length} scenes`)
}

/** Lays pictures side by side: a sheet for every few scenes, as they look in `as`. */
async function sheets(
  browser: Browser,
  name: string,
  scenes: Scene[],
  { as, each, widths }: { as: string[]; each: number; widths: number[] },
): Promise<void> {
  const shown = scenes.filter((scene) => wanted.test(scene.name))
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } })
  const page = await context.newPage()
  for (let from = 0; from < shown.length; from += each) {
    const rows = shown.slice(from, from + each).map((scene) => {
      const pictures = as.map((look, at) => {
        const source = pathToFileURL(path.join(folder, look, `${scene.name}.png`))
        return `<img src="${source}" style="width:${widths[at]}px">`
      })
      return `<figure><figcaption>${scene.name} (${scene.who ?? 'nobody'}): ${as.join(', ')}</figcaption>${pictures.join('')}</figure>`
    })
    const html = path.join(folder, 'sheet.html')
    await writeFile(
      html,
      `<!doctype html><meta charset="utf-8"><style>body{margin:8px;font:14px sans-serif;background:#888}
       figure{margin:0 0 12px;display:inline-flex;flex-wrap:wrap;gap:8px;align-items:flex-start;vertical-align:top}
       figcaption{width:100%;background:#fff;padding:2px}</style>${rows.join('')}`,
    )
    await page.goto(pathToFileURL(html).href)
    const file = path.join(
      folder,
      'sheets',
      `${name}-${String(from / each + 1).padStart(2, '0')}.png`,
    )
    await page.screenshot({ path: file, fullPage: true })
    console.log(file)
  }
  await context.close()
}

async function lay(browser: Browser, name: string, scenes: Scene[]): Promise<void> {
  await sheets(browser, `${name}-a`, scenes, {
    as: ['1440-light-on', '390-light-on'],
    each: 2,
    widths: [1000, 390],
  })
  await sheets(browser, `${name}-b`, scenes, {
    as: [
      '1440-dark-on',
      '1440-light-off',
      '1440-dark-off',
      '390-dark-on',
      '390-light-off',
      '390-dark-off',
    ],
    each: 2,
    widths: [380, 380, 380, 130, 130, 130],
  })
  await sheets(browser, `${name}-c`, scenes, {
    as: further.map((look) => look.name),
    each: 2,
    widths: [320, 440],
  })
}

/** The sheets of scenes that were taken in the few looks only. */
async function layFew(browser: Browser, name: string, scenes: Scene[]): Promise<void> {
  await sheets(browser, name, scenes, {
    as: ['1440-light-on', '390-dark-off', '320-zoomed', '1024-forced'],
    each: 2,
    widths: [760, 290, 200, 300],
  })
}

const app = await startServedApp({ vars: { AI_MODEL: 'a sample' } })
const browser = await launchChromium()
const all = [...looks, ...further]
/** For states: what differs most, once each. */
const few = all.filter(({ name }) => /1440-light-on|390-dark-off|zoomed|forced/.test(name))
for (const name of ['sheets', ...all.map((look) => look.name)]) {
  await mkdir(path.join(folder, name), { recursive: true })
}
try {
  // First without anything: nobody has talked, nothing is published.
  await app.sql.query(`update public.content_items set deleted_at = now() where deleted_at is null`)
  await app.sql.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
       raw_app_meta_data, raw_user_meta_data, created_at, updated_at, confirmation_token,
       recovery_token, email_change_token_new, email_change)
     select instance_id, gen_random_uuid(), aud, role, 'alone@aigym.test', encrypted_password, now(),
       raw_app_meta_data, '{"display_name": "Sample newcomer"}', now(), now(), '', '', '', ''
     from auth.users where email = 'member@aigym.test'`,
  )
  await app.sql.query(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)
     select id::text, id, jsonb_build_object('sub', id, 'email', email), 'email', now(), now()
     from auth.users where email = 'alone@aigym.test'`,
  )
  await take(browser, app, empty, few)
  await layFew(browser, 'empty', empty)
  await app.sql.query(`update public.content_items set deleted_at = null`)

  const pages = await everyPage(app)
  await take(browser, app, pages, all)
  await lay(browser, 'pages', pages)
  await take(browser, app, states, few)
  await layFew(browser, 'states', states)

  await crowd(app.sql)
  const { rows } = await app.sql.query<{ id: string }>(
    `select id from public.conversations where title like 'Conversation 4:%'`,
  )
  const crowds = crowded(rows[0]?.id ?? '')
  await take(browser, app, crowds, few)
  await layFew(browser, 'crowd', crowds)

  await app.sql.query('alter table public.content_items rename column summary to gone')
  await take(browser, app, broken, few)
  await layFew(browser, 'broken', broken)
  await app.sql.end()
  await app.stack.postgres.stop()
  await take(browser, app, down, few)
  await layFew(browser, 'down', down)
} finally {
  await browser.close()
  await app.stop().catch(() => {})
}
