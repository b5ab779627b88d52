import { describe, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { isSound, open, openStage } from '../fixtures/stage'

const stage = openStage()

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach sees what is shared, and revokes it', async () => {
    const title = `Letters ${scripting}`
    await stage.app.sql.query(
      `with talk as (
         insert into public.conversations (community_id, owner_id, agent_name, title, readers)
         select c.id, p.id, 'A guide', $1, 'owner'
         from public.communities c, public.profiles p
         where c.slug = 'northside' and p.display_name = 'Demo member'
         returning id, community_id, owner_id
       )
       insert into public.conversation_copies
         (conversation_id, community_id, owner_id, audience, key_hash, title, agent_name)
       select id, community_id, owner_id, 'members', sha256(convert_to($1, 'UTF8')), $1, 'A guide'
       from talk`,
      [title],
    )
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, '/c/northside/admin/answers', scripting)
    await coach.getByRole('link', { name: 'Shared copies' }).click()
    await coach.getByRole('rowheader', { name: title }).waitFor()
    await isSound(coach, scripting)
    await coach.getByRole('button', { name: `Revoke the link to ${title}` }).click()
    await coach.getByText('The link is revoked, and its copy erased.').waitFor()
    await coach.getByRole('rowheader', { name: title }).waitFor({ state: 'detached' })
    await isSound(coach, scripting)
  })
})
