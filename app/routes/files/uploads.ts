import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { beginUpload } from '~/features/content/files/uploads.server'
import { AppError } from '~/platform/errors'
import { problemJson } from '../api/problem-json.server'
import { readFields } from '../form.server'
import { needsOf, targetIn } from './api.server'

/** Begins an upload in parts: `community`, `item`, `purpose`, `name`, `bytes`. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  try {
    const needs = needsOf(context)
    const fields = await readFields(request)
    const bytes = Number(fields.bytes)
    if (!Number.isSafeInteger(bytes) || bytes < 0) throw new AppError('invalid', 422)
    const file = { name: fields.name ?? '', bytes }
    return Response.json(await beginUpload(needs, targetIn(fields), file), { status: 201 })
  } catch (error) {
    return problemJson(error, context)
  }
}

/** Only a post means anything here. */
export function loader({ context }: LoaderFunctionArgs): Response {
  return problemJson(new AppError('not-found', 404), context)
}
