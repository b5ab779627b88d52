import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  agent,
  coach,
  community,
  createAgent,
  db,
  type Job,
  member,
  save,
  send,
  withTalks,
} from './talks.ts'
import { type Person, refusal } from './test-database.ts'

withTalks()

const keep = (conversation: string, text: string | null, who = member) =>
  db.as(who, 'select public.keep_draft($1, $2)', [conversation, text])

async function begin(
  text = '',
  { key = randomUUID(), who = member, partner = agent }: Partial<Beginning> = {},
): Promise<string> {
  const sql = 'select public.begin_conversation($1, $2, $3, $4) as id'
  const [row] = await db.as(who, sql, [community, partner, text, key])
  return row?.id as string
}
interface Beginning {
  key: string
  who: Person
  partner: string
}

async function draftOf(conversation: string, who = member): Promise<unknown> {
  const sql = 'select text from public.message_drafts where conversation_id = $1'
  const [row] = await db.as(who, sql, [conversation])
  return row?.text
}

const titleOf = async (conversation: string) => {
  const sql = 'select title from public.conversations where id = $1'
  return (await db.as(member, sql, [conversation]))[0]?.title
}

const drop = (now: string) =>
  db.asPostgres(`select private.drop_unsent_at(now() + $1::interval, 50)`, [now])

describe('a draft', () => {
  it('is kept, replaced, and forgotten when nothing but blanks is left', async () => {
    const { conversationId } = await send('Hello')
    await keep(conversationId, 'Half a')
    await keep(conversationId, 'Half a thought')
    expect(await draftOf(conversationId)).toBe('Half a thought')
    await keep(conversationId, ' \n\t')
    expect(await draftOf(conversationId)).toBeUndefined()
  })

  it('goes when a message is sent, and stays when an earlier one is written anew', async () => {
    const { conversationId, answerId, personMessageId } = await send('Hello')
    await save(answerId, 'Welcome.', 'complete')
    await keep(conversationId, 'Half a thought')
    const edit = 'select public.send_message($1, $2, null, $3, $4, null, $5) as job'
    const words = [community, conversationId, 'Good day', randomUUID(), personMessageId]
    const [edited] = await db.as(member, edit, words)
    await save((edited?.job as Job | undefined)?.answerId ?? '', 'Welcome.', 'complete')
    expect(await draftOf(conversationId)).toBe('Half a thought')
    await send('A whole thought', conversationId)
    expect(await draftOf(conversationId)).toBeUndefined()
  })

  it('is nobody else’s to read or to write, whoever may read the conversation', async () => {
    await db.asPostgres(
      `update public.communities set conversation_readers = 'owner_and_coaches' where id = $1`,
      [community],
    )
    const { conversationId } = await send('Hello')
    await keep(conversationId, 'Half a thought')
    expect(await draftOf(conversationId, coach)).toBeUndefined()
    expect((await refusal(keep(conversationId, 'Mine', coach))).code).toBe('AG404')
    expect(await draftOf(conversationId)).toBe('Half a thought')
  })

  it('is not kept in a conversation in the trash, nor for who was removed', async () => {
    const { conversationId } = await send('Hello')
    const bin = 'update public.conversations set deleted_at = $2 where id = $1'
    await db.as(member, bin, [conversationId, new Date()])
    expect((await refusal(keep(conversationId, 'Words'))).code).toBe('AG404')
    await db.as(member, bin, [conversationId, null])
    await keep(conversationId, 'Words')
    await db.asPostgres('delete from public.memberships where user_id = $1', [member.id])
    expect((await refusal(keep(conversationId, 'More words'))).code).toBe('AG404')
  })

  it('has as many letters as a message', async () => {
    const { conversationId } = await send('Hello')
    await keep(conversationId, 'x'.repeat(32_000))
    const tooLong = await refusal(keep(conversationId, 'x'.repeat(32_001)))
    expect(tooLong).toMatchObject({ code: 'AG422', detail: 'message.too-long' })
  })

  it('is forgotten thirty days after it was last changed, and its conversation stays', async () => {
    const { conversationId } = await send('Hello')
    await keep(conversationId, 'Half a thought')
    await drop('29 days 23 hours')
    expect(await draftOf(conversationId)).toBe('Half a thought')
    await drop('30 days 1 hour')
    expect(await draftOf(conversationId)).toBeUndefined()
    expect(await titleOf(conversationId)).toBe('Hello')
  })
})

describe('a conversation that begins before its first message', () => {
  it('is called like its agent until then, and by its first words after', async () => {
    const id = await begin('Half a thought')
    expect(await titleOf(id)).toBe('Rehearsal partner')
    expect(await draftOf(id)).toBe('Half a thought')
    const sent = await send('A whole thought', id)
    expect(sent.conversationId).toBe(id)
    expect(await titleOf(id)).toBe('A whole thought')
    expect(await draftOf(id)).toBeUndefined()
    await save(sent.answerId, 'Well.', 'complete')
    await send('And another', id)
    expect(await titleOf(id)).toBe('A whole thought')
  })

  it('keeps the name that its owner gave it', async () => {
    const id = await begin()
    await db.as(member, `update public.conversations set title = 'Mine' where id = $1`, [id])
    await send('Hello', id)
    expect(await titleOf(id)).toBe('Mine')
  })

  it('is the same one for the same post, and for whoever wrote nothing in it yet', async () => {
    const key = randomUUID()
    const id = await begin('', { key })
    expect(await begin('', { key })).toBe(id)
    expect(await begin('Words')).toBe(id)
    expect(await draftOf(id)).toBe('Words')
    const other = await begin('Other words')
    expect(other).not.toBe(id)
    expect(await draftOf(id)).toBe('Words')
    expect(await begin('', { partner: await createAgent('Another') })).not.toBe(other)
  })

  it('is not doubled by its key once it was written in', async () => {
    const key = randomUUID()
    const id = await begin('', { key })
    await send('Hello', id)
    expect(await begin('Words', { key })).toBe(id)
    expect(await draftOf(id)).toBeUndefined()
  })

  it('that is taken by a post is the same one for it, once it was written in, too', async () => {
    const id = await begin()
    const key = randomUUID()
    expect(await begin('Words', { key })).toBe(id)
    expect(await begin('Words', { key })).toBe(id)
    await send('Words', id)
    expect(await begin('Words', { key })).toBe(id)
  })

  it('is taken by a post whose own is in the trash, and is not named by it', async () => {
    const key = randomUUID()
    const thrown = await begin('Words', { key })
    const bin = 'update public.conversations set deleted_at = now() where id = $1'
    await db.asPostgres(bin, [thrown])
    const empty = await begin()
    expect(await begin('Words', { key })).toBe(empty)
    expect(await draftOf(empty)).toBe('Words')
  })

  it('needs an agent that the person may ask', async () => {
    const unknown = await refusal(begin('', { partner: randomUUID() }))
    expect(unknown).toMatchObject({ code: 'AG404', detail: 'agent.not-found' })
    await db.asPostgres(`update public.content_items set status = 'draft' where id = $1`, [agent])
    const gone = await refusal(begin())
    expect(gone).toMatchObject({ code: 'AG409', detail: 'agent.gone' })
    const stranger = await db.createPerson(`stranger-${randomUUID()}`)
    expect((await refusal(begin('', { who: stranger }))).code).toBe('AG404')
  })

  it('is one of twenty at most', async () => {
    for (let nth = 0; nth < 20; nth += 1) await begin(`Words ${nth}`)
    const refused = await refusal(begin('And more'))
    expect(refused).toMatchObject({ code: 'AG409', detail: 'begun.enough' })
  })

  it('goes after a day in which nothing was written, and after thirty with its draft', async () => {
    const empty = await begin()
    const typed = await begin('', { partner: await createAgent('Another') })
    await keep(typed, 'Words')
    await drop('23 hours')
    expect(await titleOf(empty)).toBeDefined()
    await drop('25 hours')
    expect(await titleOf(empty)).toBeUndefined()
    expect(await titleOf(typed)).toBeDefined()
    await drop('31 days')
    expect(await titleOf(typed)).toBeUndefined()
  })

  it('stays when what was typed is taken out again, and may be written in', async () => {
    const id = await begin('Words')
    await keep(id, '')
    expect(await draftOf(id)).toBe('')
    await send('Hello', id)
    expect(await draftOf(id)).toBeUndefined()
  })
})
