import type { Endpoint } from '../requests.ts'

/** `GET /health`: answers while the database does. */
export const health: Endpoint = async ({ pool }) => {
  await pool.query('select 1')
  return {
    status: 200,
    json: {
      version: 'local',
      name: 'GoTrue',
      description: 'A stand-in for Supabase Auth, for development',
    },
  }
}

/** `GET /.well-known/jwks.json`: the key that tokens are verified with. */
export const jwks: Endpoint = async ({ key }) => ({
  status: 200,
  json: key.jwks,
  headers: { 'cache-control': 'public, max-age=600' },
})

/** `GET /settings`: which ways in there are. */
export const settings: Endpoint = async (context) => ({
  status: 200,
  json: {
    external: { anonymous_users: false, email: true, phone: false },
    disable_signup: false,
    mailer_autoconfirm: !context.settings.confirmEmail,
    phone_autoconfirm: false,
    sms_provider: '',
    saml_enabled: false,
  },
})
