import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A mail as it would leave for the network. */
export interface Mail {
  to: string
  subject: string
  html: string
}

/** Takes mails away; the local mailbox does. */
export interface Mailer {
  deliver(mail: Mail): Promise<void>
}

export type MailKind = 'confirmation' | 'recovery' | 'magic_link' | 'email_change'

/** What a template may name, as hosted Supabase's templates do: `{{ .Token }}` and so on. */
export interface MailValues {
  SiteURL: string
  RedirectTo: string
  Token: string
  TokenHash: string
  Email: string
  NewEmail: string
}

export const subjects: Record<MailKind, string> = {
  confirmation: 'Confirm your address',
  recovery: 'Choose a new password',
  magic_link: 'Sign in to AI GYM',
  email_change: 'Confirm your new address',
}

/** The templates that hosted Supabase is given too (see supabase/config.toml). */
export const templatesDir = fileURLToPath(new URL('../../templates', import.meta.url))

export function composeMail(
  kind: MailKind,
  to: string,
  values: MailValues,
  folder: string = templatesDir,
): Mail {
  const template = readFileSync(`${folder}/${kind}.html`, 'utf8')
  return { to, subject: subjects[kind], html: fillTemplate(template, values) }
}

/**
 * Fills `{{ .Name }}` in. Inside a link's query a value is percent-encoded, elsewhere escaped as
 * HTML, as Go's templates do on the real server.
 */
export function fillTemplate(template: string, values: MailValues): string {
  return template.replaceAll(/\{\{ \.(\w+) \}\}/g, (_match, name: string, at: number) => {
    if (!Object.hasOwn(values, name)) throw new Error(`a mail template names ${name}`)
    const value = values[name as keyof MailValues]
    return insideQuery(template.slice(0, at)) ? encodeURIComponent(value) : escapeHtml(value)
  })
}

function insideQuery(before: string): boolean {
  const attribute = before.slice(before.lastIndexOf('href="') + 1)
  return before.includes('href="') && /^ref="[^"]*\?[^"]*$/.test(attribute)
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
