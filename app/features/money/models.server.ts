import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { type Row, tables } from '~/data/tables'
import { AppError } from '~/platform/errors'
import type { ChangedModel, NewModel } from './model.schema'

/** Models that the page lists. */
const MOST = 200

type Kept = Pick<Row<'ai_models'>, 'id' | 'provider' | 'name' | 'label' | 'enabled'>

/** A model of the operator's list. Prices are micro-units for a million tokens. */
export interface ListedModel extends Kept {
  contextTokens: number
  maxOutputTokens: number
  takesImages: boolean
  /** What it costs from its newest price on; null where none is known. */
  inputPrice: number | null
  outputPrice: number | null
}

/** The models that are listed, with their newest prices. */
export async function findModels(db: Database): Promise<ListedModel[]> {
  const rows = await db.read(
    sql<
      Omit<ListedModel, 'inputPrice' | 'outputPrice'> & Record<'input' | 'output', string | null>
    >`
      select m.id, m.provider, m.name, m.label, m.enabled,
        m.context_tokens as "contextTokens", m.max_output_tokens as "maxOutputTokens",
        m.takes_images as "takesImages",
        p.input_price::text as input, p.output_price::text as output
      from public.ai_models as m
      left join lateral (
        select input_price, output_price from public.ai_model_prices
        where model_id = m.id order by valid_from desc limit 1
      ) as p on true
      order by m.provider, m.name
      limit ${MOST}`,
  )
  return rows.map(({ input, output, ...model }) => ({
    ...model,
    inputPrice: input === null ? null : Number(input),
    outputPrice: output === null ? null : Number(output),
  }))
}

/**
 * Lists a model.
 *
 * @throws AppError `conflict` (409) when it is listed, `not-allowed` (403) for all but super admins
 */
export async function addModel(db: Database, model: NewModel): Promise<void> {
  const { provider, name, label, contextTokens, maxOutputTokens, takesImages, enabled } = model
  await Promise.all([
    db.write(
      tables.insertInto('ai_models').values({
        provider,
        name,
        label,
        context_tokens: contextTokens,
        max_output_tokens: maxOutputTokens,
        takes_images: takesImages,
        enabled,
      }),
    ),
    setPrice(db, sql`m.provider = ${provider} and m.name = ${name}`, model),
  ])
}

/**
 * Changes a listed model. Another price holds in a minute: what was asked before costs what it cost.
 *
 * @throws AppError `not-found` (404)
 */
export async function changeModel(db: Database, id: string, model: ChangedModel): Promise<void> {
  const { label, contextTokens, maxOutputTokens, takesImages, enabled } = model
  const [changed] = await Promise.all([
    db.write(
      tables
        .updateTable('ai_models')
        .set({
          label,
          context_tokens: contextTokens,
          max_output_tokens: maxOutputTokens,
          takes_images: takesImages,
          enabled,
        })
        .where('id', '=', id)
        .returning('id'),
    ),
    setPrice(db, sql`m.id = ${id}::uuid`, model),
  ])
  if (changed.length === 0) throw new AppError('not-found', 404)
}

/** Begins another price, where it is another one. */
async function setPrice(
  db: Database,
  which: ReturnType<typeof sql>,
  { inputPrice, outputPrice }: Pick<NewModel, 'inputPrice' | 'outputPrice'>,
): Promise<void> {
  if (inputPrice === null || outputPrice === null) return
  await db.write(
    sql`
      insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
      select m.id, clock_timestamp() + interval '1 minute', ${inputPrice}::bigint,
        ${outputPrice}::bigint
      from public.ai_models as m
      where ${which} and not exists (
        select from (
          select input_price, output_price from public.ai_model_prices
          where model_id = m.id order by valid_from desc limit 1
        ) as newest
        where newest.input_price = ${inputPrice}::bigint
          and newest.output_price = ${outputPrice}::bigint
      )`,
  )
}
