import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { dropUpload, finishUpload, uploadState } from '~/features/content/files/uploads.server'
import { AppError } from '~/platform/errors'
import { problemJson } from '../api/problem-json.server'
import { readFields } from '../form.server'
import { needsOf, targetIn } from './api.server'

/** How far an upload is, so that it can go on. */
export async function loader({ context, params }: LoaderFunctionArgs): Promise<Response> {
  try {
    return Response.json(await uploadState(needsOf(context), params.upload))
  } catch (error) {
    return problemJson(error, context)
  }
}

/** Ends an upload: `intent=finish` with where it belongs, or `intent=drop`. */
export async function action({ request, context, params }: ActionFunctionArgs): Promise<Response> {
  try {
    const needs = needsOf(context)
    const fields = await readFields(request)
    switch (fields.intent) {
      case 'finish':
        await finishUpload(needs, params.upload, targetIn(fields))
        break
      case 'drop':
        await dropUpload(needs, params.upload)
        break
      default:
        throw new AppError('invalid', 422)
    }
    return Response.json({ done: true })
  } catch (error) {
    return problemJson(error, context)
  }
}
