import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { open, openStage, soon } from '../fixtures/stage'

const stage = openStage()
const PNG = readFileSync('public/sandbox.png')

async function makeDocument(): Promise<string> {
  const { rows } = await stage.app.sql.query<{ id: string }>(
    `with item as (
       insert into public.content_items (community_id, kind, title, slug, status, owner_id)
       select c.id, 'document', 'A document with files', $1, 'published', m.user_id
       from public.communities c
       join public.memberships m on m.community_id = c.id and m.role = 'community_admin'
       where c.slug = 'northside' limit 1 returning id
     )
     insert into public.documents (id, body) select id, 'Read the attachment.' from item
     returning id`,
    [`document-${randomUUID()}`],
  )
  return rows[0]?.id ?? ''
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function choose(page: Page, where: string, file: { name: string; buffer: Buffer }) {
  const part = section(page, where)
  // From the disk: the way of large ones through the browser's own channel is slow.
  const path = join(stage.app.dataDir, file.name)
  writeFileSync(path, file.buffer)
  await part.locator('input[type=file]').setInputFiles(path)
  await part.getByRole('button', { name: 'Upload', exact: true }).click()
}

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach gives a document its cover and an attachment, and a member has them', async () => {
    const id = await makeDocument()
    const page = await stage.pageOf('coach@aigym.test', scripting)
    await open(page, `/c/northside/admin/files/${id}`, scripting)
    await choose(page, 'Cover picture', { name: 'cover.png', buffer: PNG })
    const picture = section(page, 'Cover picture').locator('img')
    await picture.waitFor(soon)
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), soon)
      .toBeGreaterThan(100)
    await choose(page, 'Attachments', { name: 'notes.txt', buffer: Buffer.from('Remember this.') })
    const link = section(page, 'Attachments').getByRole('link', { name: 'notes.txt' })
    await link.waitFor(soon)
    if (scripting !== 'off') {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
    }

    const href = (await link.getAttribute('href')) ?? ''
    const mine = await page.request.get(href, { headers: { range: 'bytes=9-12' } })
    expect([mine.status(), await mine.text()]).toEqual([206, 'this'])
    expect(mine.headers()['content-range']).toBe('bytes 9-12/14')
    expect(mine.headers()['content-length']).toBe('4')
    const member = await stage.pageOf('member@aigym.test', scripting)
    expect((await member.request.get(href)).status()).toBe(403)
    const theirs = await member.request.get(href.replace(/\?.*/, ''))
    expect([theirs.status(), await theirs.text()]).toEqual([200, 'Remember this.'])
    const rival = await stage.pageOf('rival@aigym.test', scripting)
    expect((await rival.request.get(href.replace(/\?.*/, ''))).status()).toBe(404)

    await section(page, 'Attachments')
      .getByRole('button', { name: /^Remove/ })
      .click()
    await section(page, 'Attachments').getByText('Nothing is attached yet.').waitFor(soon)
  })

  it('a super admin gives what is the platform’s a file and looks at its versions', async () => {
    const page = await stage.pageOf('super@aigym.test', scripting)
    const title = `For Northside, ${scripting}`
    const { rows } = await stage.app.sql.query<{ id: string }>(
      `with item as (
         insert into public.content_items (community_id, kind, title, slug, status, owner_id)
         select null, 'document', $1, $2, 'draft', p.user_id from public.platform_admins p limit 1
         returning id, owner_id
       ), given as (
         insert into public.content_assignments (item_id, community_id, assigned_by)
         select item.id, c.id, item.owner_id from item, public.communities c
         where c.slug = 'northside'
       )
       insert into public.documents (id, body) select id, 'Words of the first version.' from item
       returning id`,
      [title, `platform-${randomUUID()}`],
    )
    const id = rows[0]?.id ?? ''
    await stage.app.sql.query(
      `update public.content_items set status = 'published' where id = $1`,
      [id],
    )
    await open(page, `/admin/content/documents/${id}`, scripting)
    await page.getByRole('link', { name: 'Files', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: `Files of “${title}”` }).waitFor(soon)
    await choose(page, 'Attachments', { name: 'given.txt', buffer: Buffer.from('Given.') })
    const link = section(page, 'Attachments').getByRole('link', { name: 'given.txt' })
    await link.waitFor(soon)
    const bare = ((await link.getAttribute('href')) ?? '').replace(/\?.*/, '')
    const member = await stage.pageOf('member@aigym.test', scripting)
    expect(await (await member.request.get(bare)).text()).toBe('Given.')
    const rival = await stage.pageOf('rival@aigym.test', scripting)
    expect((await rival.request.get(bare)).status()).toBe(404)

    await page.getByRole('link', { name: 'Back to the form' }).click()
    await page.getByRole('link', { name: 'Versions', exact: true }).click()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('heading', { name: 'Version 1 and What is saved now' }).waitFor(soon)
    if (scripting !== 'off') {
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
    }
    await page.getByRole('link', { name: /^Open in the form/ }).click()
    await page.getByText('The form holds version 1.').waitFor(soon)
  })

  it('what is no picture is told beside the field', async () => {
    const id = await makeDocument()
    const page = await stage.pageOf('coach@aigym.test', scripting)
    await open(page, `/c/northside/admin/files/${id}`, scripting)
    await choose(page, 'Cover picture', { name: 'cover.png', buffer: Buffer.from('No picture.') })
    await section(page, 'Cover picture').getByText('This is no picture').waitFor(soon)
    const field = section(page, 'Cover picture').locator('input[type=file]')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
  })

  it('a large one comes whole', async () => {
    const id = await makeDocument()
    const page = await stage.pageOf('coach@aigym.test', scripting)
    await open(page, `/c/northside/admin/files/${id}`, scripting)
    const buffer = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(12 * 1024 * 1024)])
    await choose(page, 'Attachments', { name: 'large.pdf', buffer })
    const link = section(page, 'Attachments').getByRole('link', { name: 'large.pdf' })
    await link.waitFor({ timeout: 40_000 })
    const got = await page.request.get((await link.getAttribute('href')) ?? '')
    expect((await got.body()).equals(buffer)).toBe(true)
  })
})

it('an upload whose connection breaks again and again goes on', async () => {
  const id = await makeDocument()
  const page = await stage.pageOf('coach@aigym.test', 'on')
  await open(page, `/c/northside/admin/files/${id}`, 'on')
  const sent: number[] = []
  let failures = 0
  await page.route(/\/api\/uploads\/[^/]+\/parts/, async (route) => {
    const number = Number(new URL(route.request().url()).searchParams.get('number'))
    // Each part breaks once; the third so often that the browser gives up.
    if (failures < (number === 3 ? 6 : number)) {
      failures += 1
      return route.abort('connectionreset')
    }
    sent.push(number)
    return route.continue()
  })
  const buffer = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(16 * 1024 * 1024)])
  const file = { name: 'broken.pdf', buffer }
  await choose(page, 'Attachments', file)
  const part = section(page, 'Attachments')
  await part.getByText('The connection broke.').waitFor({ timeout: 40_000 })
  await part.getByRole('button', { name: 'Go on', exact: true }).click()
  await part.getByRole('link', { name: 'broken.pdf' }).waitFor({ timeout: 40_000 })
  // None was sent twice.
  expect(sent).toEqual([1, 2, 3, 4])
})
