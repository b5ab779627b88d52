import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findImports } from '~/features/content/exchange/import-rows.server'
import { receivePackage } from '~/features/content/exchange/receive-package.server'
import type { Person } from '~/platform/auth/actor'
import { readUploadForm } from '~/platform/edge/upload-form.server'
import { AppError } from '~/platform/errors'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { FileField } from '~/ui/molecules/file-field'
import { Table } from '~/ui/molecules/table'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { exchangeWords } from '~/ui/strings/exchange'
import { AdminPage } from '~/ui/templates/pages'
import { requireFiles } from '../../files/require-files.server'
import { forPeople } from '../../guard.server'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { exportSigner } from './export-signer.server'
import { refusalOf } from './import-words.server'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, exchangeWords).importTitle)

export const loader = forPeople(async ({ context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = findImports(db, slug)
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(db, actor, slug))
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  return {
    slug,
    imports: (await asked).map(({ at, ...one }) => ({ ...one, at: momentOf(at, now, common) })),
  }
})

/** Takes an export and looks through it. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const slug = params.community ?? ''
    const { storage } = requireFiles(context)
    const refusal = (code: string) => refusalOf(code, context.language.tag)
    requireCoach(await findCommunity(context.db, actor, slug))
    const signer = await exportSigner(context)
    const announced = Number(request.headers.get('content-length') ?? Number.MAX_SAFE_INTEGER)
    const needs = { db: context.db, storage, actor, ownKey: signer?.publicKey ?? null }
    const { file } = await readUploadForm(request, (_, { name, stream }) =>
      receivePackage(needs, slug, { name, stream, announced }),
    ).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error
      return { file: { refused: error } }
    })
    if (!file) return data({ refusal: refusal('file.missing') }, { status: 422 })
    if ('refused' in file) {
      const { refused } = file
      // What is the page's own affair (who may be here) is told as a page.
      if (
        !(refused instanceof AppError) ||
        !/^(file\.|import\.|community\.|invalid$)/.test(refused.code)
      ) {
        throw refused
      }
      context.log.info('import.refused', { code: refused.code, why: String(refused.cause ?? '') })
      return data({ refusal: refusal(refused.code) }, { status: refused.status })
    }
    throw redirect(`/c/${slug}/admin/import/${file.value}`, 303)
  },
)

export default function Import() {
  const { slug, imports } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(exchangeWords)
  return (
    <AdminPage title={words.importTitle} lede={words.importLede} nav={useRooms(slug, 'content')}>
      {/* A plain form: a file travels with the page, with a script and without. */}
      <form method="post" encType="multipart/form-data" className="max-w-xl">
        <FileField
          id="file"
          name="file"
          label={words.file}
          hint={words.fileHint}
          accept=".zip,.json"
          errors={reply?.refusal}
        />
        <Button variant="primary">{words.upload}</Button>
      </form>
      {imports.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-3">{words.lately}</h2>
          <Table
            caption={words.lately}
            rows={imports}
            rowKey={({ id }) => id}
            columns={[
              {
                label: words.file,
                cell: ({ id, name }) => (
                  <Link href={`/c/${slug}/admin/import/${id}`}>
                    <bdi>{name}</bdi>
                  </Link>
                ),
              },
              {
                label: words.columns.state,
                cell: ({ status, done, all }) =>
                  status === 'looked'
                    ? words.states.looked
                    : `${words.states[status]}: ${words.how(done, all)}`,
              },
              { label: words.columns.when, cell: ({ at }) => <Time {...at} /> },
            ]}
          />
        </section>
      )}
      <p className="mt-8">
        <Link href={`/c/${slug}/admin/content`}>{words.back}</Link>
      </p>
    </AdminPage>
  )
}
