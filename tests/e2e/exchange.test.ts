import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scripting } from '../fixtures/chromium'
import { openStage } from '../fixtures/stage'

const stage = openStage()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aigym-exchange-'))
})
afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true })
})

const soon = { timeout: 20_000 }

const titles = async () => {
  const { rows } = await stage.app.sql.query(
    `select i.title, i.status from public.content_items i
     join public.communities c on c.id = i.community_id
     where c.slug = 'harbor' and i.title like 'Sample: %' and i.kind = 'agent' and exists (
       select from public.content_origins o where o.item_id = i.id
     )`,
  )
  return rows as { title: string; status: string }[]
}

describe.each<Scripting>(['off', 'on'])('with scripts %s', (scripting) => {
  it('a coach takes content out, and a coach of another community brings it in', async () => {
    await stage.app.sql.query('delete from public.content_origins')
    await stage.app.sql.query(
      `delete from public.content_items i using public.communities c
       where c.id = i.community_id and c.slug = 'harbor' and i.title in (
         select title from public.content_items n join public.communities o on o.id = n.community_id
         where o.slug = 'northside'
       )`,
    )
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await coach.goto('/c/northside/admin/content')
    await coach.getByRole('link', { name: 'Export content' }).click()
    await coach.getByRole('heading', { level: 1, name: 'Export content' }).waitFor(soon)
    for (const kind of ['Videos', 'Documents', 'Prompts', 'Automations']) {
      await coach.getByLabel(kind).uncheck()
    }
    const coming = coach.waitForEvent('download')
    await coach.getByRole('button', { name: 'Download' }).click()
    const file = join(folder, `${scripting}.zip`)
    await (await coming).saveAs(file)
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK')
    await coach.context().close()

    const other = await stage.pageOf('rival-coach@aigym.test', scripting)
    await other.goto('/c/harbor/admin/import')
    await other.getByLabel('Export file').setInputFiles({
      name: 'bent.zip',
      mimeType: 'application/zip',
      buffer: (await readFile(file)).subarray(0, 300),
    })
    await other.getByRole('button', { name: 'Look through it' }).click()
    await other.getByText('damaged or was cut off').waitFor(soon)
    await other.getByLabel('Export file').setInputFiles(file)
    await other.getByRole('button', { name: 'Look through it' }).click()
    await other.getByText('Will be made (5)').waitFor(soon)
    expect(await titles()).toEqual([])
    await other.getByLabel('Publish what was published there').check()
    await other.getByRole('button', { name: 'Bring it in' }).click()
    await other.getByText('Made (5)', { exact: true }).waitFor(soon)
    const came = await titles()
    expect(came.map(({ status }) => status).sort()).toEqual([
      'draft',
      ...Array(4).fill('published'),
    ])

    await other.goto('/c/harbor/admin/import')
    await other.getByLabel('Export file').setInputFiles(file)
    await other.getByRole('button', { name: 'Look through it' }).click()
    await other.getByText('Here already, the same (5)').waitFor(soon)
    await other.context().close()
  })

  it('for whom an item is goes along, and the report tells of whom nobody is here', async () => {
    const title = `For a class, ${scripting}`
    await stage.app.sql.query(
      `with class as (
         insert into public.groups (community_id, name)
         select id, $2 from public.communities where slug = 'northside'
         returning id, community_id
       ), item as (
         insert into public.content_items
           (community_id, kind, title, slug, status, owner_id, audience)
         select class.community_id, 'document', $1, $2, 'published', m.user_id, array[class.id]
         from class join public.memberships m
           on m.community_id = class.community_id and m.role = 'community_admin'
         limit 1
         returning id, community_id
       ), body as (
         insert into public.documents (id, body) select id, 'For the class.' from item
       )
       insert into public.content_audience (item_id, community_id, group_id)
       select item.id, item.community_id, class.id from item, class`,
      [title, `class-${scripting}`],
    )
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await coach.goto('/c/northside/admin/documents')
    await coach.getByRole('checkbox', { name: title }).check()
    await coach.getByRole('button', { name: 'Export' }).click()
    await coach.getByText('Only the 1 item that you chose will be in it').waitFor(soon)
    await coach.getByLabel('Texts only (JSON)').check()
    await coach.getByLabel('Who looks after each item, and which people it is for').check()
    const coming = coach.waitForEvent('download')
    await coach.getByRole('button', { name: 'Download' }).click()
    const file = join(folder, `class-${scripting}.json`)
    await (await coming).saveAs(file)
    const text = await readFile(file, 'utf8')
    expect(JSON.parse(text).items).toMatchObject([
      { limited: true, audience: { groups: [`class-${scripting}`] }, owner: expect.any(String) },
    ])
    expect(text).not.toContain('@')
    await coach.context().close()

    const other = await stage.pageOf('rival-coach@aigym.test', scripting)
    await other.goto('/c/harbor/admin/import')
    await other.getByLabel('Export file').setInputFiles(file)
    await other.getByRole('button', { name: 'Look through it' }).click()
    await other.getByText('1 item is for people or groups that are not all here').waitFor(soon)
    await other.getByText(`the group “class-${scripting}”`).waitFor(soon)
    await other.getByText('Who looked after it is no coach here.').waitFor(soon)
    if (scripting !== 'off') {
      const { violations } = await new AxeBuilder({ page: other }).analyze()
      expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
    }
    await other.getByLabel('Publish what was published there').check()
    await other.getByRole('button', { name: 'Bring it in' }).click()
    await other.getByText('Made (1)', { exact: true }).waitFor(soon)
    await other.getByRole('link', { name: title }).click()
    await other.getByText('Draft', { exact: true }).first().waitFor(soon)
    await other.getByText('No member may use it', { exact: false }).first().waitFor(soon)
    await other.context().close()
  })
})
