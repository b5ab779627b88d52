import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { fillFromForm } from '~/features/content/prompts/fill-from-form'
import { promptKind } from '~/features/content/prompts/prompt-kind.server'
import { PromptUse } from '~/features/content/prompts/prompt-use'
import { fieldOf } from '~/features/content/prompts/prompt-values'
import { addPath, conversationPath } from '~/features/sandbox/conversation/conversation'
import { findOwnTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import type { Person } from '~/platform/auth/actor'
import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { addToTalkWords } from '~/ui/strings/add-to-talk'
import { wordsIn } from '~/ui/strings/catalogue'
import { promptsWords } from '~/ui/strings/prompts'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { ItemProblem } from '../../library/item-problem'
import { problemTitle } from '../../problem-page'
import { communityTitle } from '../../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.prompt.title)

type Asked = Pick<LoaderFunctionArgs, 'context' | 'params'> & { actor: Person }

async function find({ context: { db }, actor, params }: Asked) {
  const { community: slug = '', conversation: id, item } = params
  const prompt = findPublishedItem(db, promptKind, slug, item)
  // Whether the community and the conversation are theirs is told first.
  prompt.catch(() => {})
  const [, talk] = await Promise.all([
    findCommunity(db, actor, slug),
    findOwnTalk(db, actor, { community: slug, id }),
  ])
  return { slug, talk, prompt: await prompt }
}

export const loader = forPeople(async (args) => {
  const { slug, talk, prompt } = await find(args)
  const { changedAt: _, ...shown } = prompt
  return {
    slug,
    talk: { id: talk.id, title: talk.title },
    prompt: shown,
    // One without blanks has nothing to ask first.
    ready: prompt.variables.length === 0 ? prompt.body : null,
    postKey: crypto.randomUUID(),
  }
})

/** Fills the prompt in: shows the text, or offers it as the message that is sent next. */
export const action = forPeople(async (args: ActionFunctionArgs & { actor: Person }) => {
  const { request, context } = args
  const fields = await readFields(request)
  const { prompt } = await find(args)
  const words = wordsIn(context.language.tag, promptsWords)
  const { values, text, codes } = fillFromForm(prompt, fields, words)
  const wrong = Object.keys(codes).length > 0
  return data(
    {
      stamp: crypto.randomUUID(),
      values,
      agent: '',
      text,
      codes: fields.intent === 'change' ? {} : codes,
      ready: fields.intent === 'use' && !wrong ? text : null,
    },
    { status: wrong && fields.intent !== 'change' ? 422 : 200 },
  )
})

/** A prompt's form inside a conversation: what comes of it is the next message, if its owner wants. */
export default function AddPrompt() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() ?? null
  const { slug, talk, prompt, postKey } = loaded
  const words = useWords(addToTalkWords)
  const ready = reply ? reply.ready : loaded.ready
  const path = conversationPath(slug, talk.id)
  return (
    <CommunityPage narrow title={prompt.title} lede={prompt.summary}>
      <p className="hint">{words.of(talk.title)}</p>
      {ready === null ? (
        <PromptUse
          key={reply?.stamp ?? ''}
          prompt={prompt}
          agents={null}
          reply={reply}
          on={
            <>
              <p className="hint mt-6 mb-2">{words.onHint}</p>
              <Button name="intent" value="use" variant="primary" icon="forward">
                {words.on}
              </Button>
            </>
          }
        />
      ) : (
        <>
          <SendForm path={path} prompt={prompt.id} postKey={postKey} text={ready} />
          {reply && <ChangeForm values={reply.values} />}
        </>
      )}
      <p className="buttons mt-8">
        <Link href={addPath(slug, talk.id)}>{words.others}</Link>
        <Link href={`${path}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}

/** The filled text, as the conversation's own form would send it. */
function SendForm({
  path,
  prompt,
  postKey,
  text,
}: {
  path: string
  prompt: string
  postKey: string
  text: string
}) {
  const words = useWords(addToTalkWords)
  const { Form } = useElements()
  return (
    <Form method="post" action={path} className="mt-6">
      <input type="hidden" name="intent" value="send" />
      <input type="hidden" name="prompt" value={prompt} />
      <input type="hidden" name="post_key" value={postKey} />
      <Field id="message" label={words.message} hint={words.messageHint}>
        {(wired) => <TextArea name="message" required rows={12} defaultValue={text} {...wired} />}
      </Field>
      <div className="buttons mt-4">
        <Button variant="primary" icon="send">
          {words.send}
        </Button>
      </div>
    </Form>
  )
}

/** Back to the questions, with what was answered. */
function ChangeForm({ values }: { values: Record<string, string> }) {
  const words = useWords(addToTalkWords)
  const { Form } = useElements()
  return (
    <Form method="post" className="mt-4">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={fieldOf(name)} value={value} />
      ))}
      <Button name="intent" value="change">
        {words.again}
      </Button>
    </Form>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="prompt" room="library" />
}
