import { describe, expect, it } from 'vitest'
import { findFaults } from '../fixtures/axe'
import { watchErrors } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { openStage } from '../fixtures/stage'

const WRITER = '01936a00-0000-7000-8000-000000000021'

const stage = openStage()

describe.each(['on', 'off'] as const)(
  'an agent that answers from documents, scripts %s',
  (scripting) => {
    it('is given one, answers from it, and leads to the place', async () => {
      const word = `zebra${scripting}`
      const { rows } = await stage.app.sql.query<{ id: string }>(
        `insert into public.content_items (community_id, kind, title, slug, status, published_at)
       select id, 'document', $1::text, $1::text, 'published', now()
       from public.communities where slug = 'northside' returning id`,
        [`House of the ${word}`],
      )
      const id = rows[0]?.id ?? ''
      await stage.app.sql.query('insert into public.documents (id, body) values ($1, $2)', [
        id,
        `# Opening\n\n${'Much else. '.repeat(400)}\n\n# Feeding\n\nThe ${word} is fed at nine.`,
      ])
      const coach = await stage.pageOf('coach@aigym.test', scripting)
      const member = await stage.pageOf('member@aigym.test', scripting)
      const errors = watchErrors(member)

      await coach.goto(`/c/northside/admin/agents/${WRITER}`)
      await coach.getByRole('link', { name: 'Documents it answers from' }).click()
      await coach.getByRole('searchbox', { name: 'Search documents' }).fill(word)
      await coach.getByRole('button', { name: 'Search', exact: true }).click()
      await coach.getByRole('group', { name: `Found for “${word}”` }).waitFor()
      await coach.getByRole('checkbox', { name: `House of the ${word}` }).check()
      if (scripting === 'on') expect(await findFaults(coach)).toEqual([])
      await coach.getByRole('button', { name: 'Save documents' }).click()
      await coach.waitForURL(`**/admin/agents/${WRITER}`)
      await coach.getByRole('checkbox', { name: `House of the ${word}` }).waitFor()

      stage.app.provider.next(saying('At ', 'nine [1].'))
      await member.goto(`/c/northside/sandbox?agent=${WRITER}`)
      await member.locator('textarea[name=message]').fill(`When is the ${word} fed?`)
      await member.getByRole('button', { name: 'Send', exact: true }).click({ noWaitAfter: true })
      const source = member.getByRole('link', { name: `House of the ${word} › Feeding` })
      await source.waitFor()
      if (scripting === 'on') expect(await findFaults(member)).toEqual([])
      await member.goto(member.url().replace(/[?#].*/, ''))
      await source.click()
      await member.waitForURL(`**/documents/${id}#section-feeding`)
      await expect
        .poll(() =>
          member.getByRole('heading', { name: 'Feeding' }).evaluate((heading) => {
            const { top } = heading.getBoundingClientRect()
            return top >= 0 && top < innerHeight
          }),
        )
        .toBe(true)
      expect(errors).toEqual([])
    })
  },
)
