import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { isPurpose } from '~/features/content/files/file-purposes'
import { receivePart } from '~/features/content/files/uploads.server'
import { AppError } from '~/platform/errors'
import { problemJson } from '../api/problem-json.server'
import { needsOf } from './api.server'

/** Takes one part of a file, as it is: `?number=3&purpose=video`. */
export async function action({ request, context, params }: ActionFunctionArgs): Promise<Response> {
  try {
    const needs = needsOf(context)
    const query = new URL(request.url).searchParams
    const purpose = query.get('purpose')
    if (!isPurpose(purpose)) throw new AppError('invalid', 422)
    const number = Number(query.get('number'))
    const bytes = new Uint8Array(await request.arrayBuffer())
    await receivePart(needs, { id: params.upload, number, purpose }, bytes)
    return Response.json({ done: true })
  } catch (error) {
    return problemJson(error, context)
  }
}

/** Only a post means anything here. */
export function loader({ context }: LoaderFunctionArgs): Response {
  return problemJson(new AppError('not-found', 404), context)
}
