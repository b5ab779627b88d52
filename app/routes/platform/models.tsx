import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import { fromMicros } from '~/features/money/micros'
import { changedModel, newModel } from '~/features/money/model.schema'
import { addModel, changeModel, findModels } from '~/features/money/models.server'
import { whichModel } from '~/platform/ai/which-model'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { modelsWords } from '~/ui/strings/models'
import { CommunityPage } from '~/ui/templates/pages'
import { parseFields, readFields, refuse, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { ModelForm } from './model-form'
import { usePlatformRooms } from './rooms'

const HERE = '/admin/models'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, modelsWords).title)

export const loader = forPeople(async ({ request, context: { db, env }, actor }) => {
  const asked = new URL(request.url).searchParams.get('model')
  const [admin, models] = await Promise.all([isPlatformAdmin(db, actor), findModels(db)])
  if (!admin) throw new AppError('not-allowed', 403)
  const { provider, name } = whichModel(env)
  const answers = models.find((model) => model.provider === provider && model.name === name)
  return {
    models: models.map(({ inputPrice, outputPrice, ...model }) => ({
      ...model,
      inputPrice: inputPrice === null ? '' : fromMicros(inputPrice),
      outputPrice: outputPrice === null ? '' : fromMicros(outputPrice),
    })),
    changing: models.find(({ id }) => id === asked)?.id ?? null,
    answering: answers?.label ?? `${provider}, ${name}`,
    listed: answers !== undefined,
    priced: answers !== undefined && answers.inputPrice !== null,
  }
})

export const action = forPeople(async ({ request, context: { db } }) => {
  const fields = await readFields(request)
  if (fields.intent === 'change') {
    if (!isUuid(fields.model)) throw new AppError('invalid', 422)
    const parsed = parseFields(fields, changedModel)
    if ('reply' in parsed) return refuseInvalid(parsed.reply)
    await changeModel(db, fields.model, parsed.value)
    throw redirect(HERE, 303)
  }
  const parsed = parseFields(fields, newModel)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  try {
    await addModel(db, parsed.value)
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') {
      return refuse(fields, 409, { errors: { name: 'name.taken' } })
    }
    throw error
  }
  throw redirect(HERE, 303)
})

export default function Models() {
  const { models, changing, answering, listed, priced } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(modelsWords)
  const changed = models.find(({ id }) => id === changing)
  return (
    <SiteFrame nav={usePlatformRooms('dashboard')}>
      <CommunityPage
        title={words.title}
        lede={words.lede}
        actions={<Link href="/admin/providers">{words.providers}</Link>}
      >
        <p className="mb-6">
          {words.answering(answering)} {!listed ? words.unlisted : !priced ? words.unpriced : ''}
        </p>
        {models.length > 0 ? (
          <Table
            caption={words.caption}
            rows={models}
            rowKey={({ id }) => id}
            columns={[
              {
                label: words.model,
                cell: ({ id, label }) => (
                  <Link href={`${HERE}?model=${id}#model`}>
                    <bdi>{label}</bdi>
                  </Link>
                ),
              },
              {
                label: words.fields.provider,
                cell: ({ provider, name }) => (
                  <>
                    {provider}, <bdi>{name}</bdi>
                  </>
                ),
              },
              { label: words.input, cell: ({ inputPrice }) => inputPrice || words.unknown },
              { label: words.output, cell: ({ outputPrice }) => outputPrice || words.unknown },
              { label: words.state, cell: ({ enabled }) => (enabled ? words.on : words.off) },
            ]}
          />
        ) : (
          <EmptyState title={words.none}>{words.noneText}</EmptyState>
        )}
        <section className="section card mt-10" id="model">
          <h2 className="mb-4">{changed ? words.change(changed.label) : words.add}</h2>
          <ModelForm key={changed?.id ?? 'new'} model={changed} reply={reply} />
          {changed && (
            <p className="mt-4">
              <Link href={`${HERE}#model`}>{words.addAnother}</Link>
            </p>
          )}
        </section>
      </CommunityPage>
    </SiteFrame>
  )
}
