import { randomUUID } from 'node:crypto'
import { assignments, one, type Tx } from './database.ts'

/** Real servers keep this for a plan that was never carried out, and look for nothing else. */
const instance = '00000000-0000-0000-0000-000000000000'

export type Json = Record<string, unknown>

export interface User {
  id: string
  aud: string
  role: string
  email: string | null
  phone: string | null
  encrypted_password: string | null
  email_confirmed_at: Date | null
  phone_confirmed_at: Date | null
  confirmed_at: Date | null
  invited_at: Date | null
  confirmation_token: string | null
  confirmation_sent_at: Date | null
  recovery_token: string | null
  recovery_sent_at: Date | null
  email_change: string | null
  email_change_token_new: string | null
  email_change_token_current: string | null
  email_change_sent_at: Date | null
  email_change_confirm_status: number
  reauthentication_token: string | null
  reauthentication_sent_at: Date | null
  last_sign_in_at: Date | null
  raw_app_meta_data: Json | null
  raw_user_meta_data: Json | null
  banned_until: Date | null
  deleted_at: Date | null
  is_anonymous: boolean
  is_sso_user: boolean
  created_at: Date
  updated_at: Date
}

export interface Identity {
  id: string
  provider_id: string
  user_id: string
  identity_data: Json
  provider: string
  last_sign_in_at: Date | null
  created_at: Date
  updated_at: Date
  email: string | null
}

export async function findUserByEmail(tx: Tx, email: string, audience: string) {
  return one<User>(
    tx,
    `select * from auth.users
     where instance_id = $1 and lower(email) = $2 and aud = $3 and not is_sso_user`,
    [instance, email.toLowerCase(), audience],
  )
}

export async function findUserById(tx: Tx, id: string): Promise<User | undefined> {
  return one<User>(tx, 'select * from auth.users where instance_id = $1 and id = $2', [
    instance,
    id,
  ])
}

/** Makes an account that has not confirmed its address yet, with its email identity. */
export async function createUser(
  tx: Tx,
  input: { email: string; passwordHash: string; audience: string; role: string; data: Json },
): Promise<User> {
  const id = randomUUID()
  const email = input.email.toLowerCase()
  const identity = {
    ...input.data,
    sub: id,
    email,
    email_verified: false,
    phone_verified: false,
  }
  await tx.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password,
       raw_app_meta_data, raw_user_meta_data, confirmation_token, recovery_token,
       email_change_token_new, email_change, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', now(), now())`,
    [
      instance,
      id,
      input.audience,
      input.role,
      email,
      input.passwordHash,
      { provider: 'email', providers: ['email'] },
      identity,
    ],
  )
  await createEmailIdentity(tx, id, identity)
  // Triggers may have changed the row.
  return reload(tx, id)
}

export async function createEmailIdentity(tx: Tx, userId: string, data: Json): Promise<void> {
  await tx.query(
    `insert into auth.identities
       (id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1, $2::text, $2::text::uuid, $3, 'email', now(), now(), now())`,
    [randomUUID(), userId, data],
  )
}

/** Writes some columns of a user and reads the whole again. */
export async function updateUser(tx: Tx, id: string, changes: Partial<User>): Promise<User> {
  const { text, values } = assignments(changes)
  await tx.query(`update auth.users set ${text}, updated_at = now() where id = $1`, [id, ...values])
  return reload(tx, id)
}

async function reload(tx: Tx, id: string): Promise<User> {
  const user = await findUserById(tx, id)
  if (user === undefined) throw new Error('the user is gone')
  return user
}

/** Lays new values over the metadata; null takes a key away. */
export function mergeMetadata(before: Json | null, changes: Json): Json {
  const merged = { ...before, ...changes }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

export async function identitiesOf(tx: Tx, userId: string): Promise<Identity[]> {
  const { rows } = await tx.query<Identity>(
    'select * from auth.identities where user_id = $1 order by created_at, id',
    [userId],
  )
  return rows
}

export async function changeEmailIdentity(tx: Tx, userId: string, changes: Json): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update auth.identities set identity_data = identity_data || $2, updated_at = now()
     where provider = 'email' and provider_id = $1`,
    [userId, changes],
  )
  return rowCount === 1
}

export function isBanned(user: User, now: Date): boolean {
  return user.banned_until !== null && user.banned_until > now
}

/** The user as clients see it. Members without a value are left out, as the real server does. */
export async function userJson(tx: Tx, user: User): Promise<Json> {
  return shapeUser(user, await identitiesOf(tx, user.id))
}

export function shapeUser(user: User, identities: Identity[]): Json {
  return withoutNulls({
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? '',
    email_confirmed_at: user.email_confirmed_at,
    invited_at: user.invited_at,
    phone: user.phone ?? '',
    phone_confirmed_at: user.phone_confirmed_at,
    confirmation_sent_at: user.confirmation_sent_at,
    confirmed_at: user.confirmed_at,
    recovery_sent_at: user.recovery_sent_at,
    new_email: user.email_change === '' ? null : user.email_change,
    email_change_sent_at: user.email_change_sent_at,
    reauthentication_sent_at: user.reauthentication_sent_at,
    last_sign_in_at: user.last_sign_in_at,
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities: identities.map((identity) =>
      withoutNulls({
        identity_id: identity.id,
        id: identity.provider_id,
        user_id: identity.user_id,
        identity_data: identity.identity_data,
        provider: identity.provider,
        last_sign_in_at: identity.last_sign_in_at,
        created_at: identity.created_at,
        updated_at: identity.updated_at,
        email: identity.email,
      }),
    ),
    created_at: user.created_at,
    updated_at: user.updated_at,
    banned_until: user.banned_until,
    deleted_at: user.deleted_at,
    is_anonymous: user.is_anonymous,
  })
}

function withoutNulls(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}
