import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { composeMail, fillTemplate, type MailKind, subjects, templatesDir } from './mails.ts'
import { defaultSettings } from './settings.ts'

const values = {
  SiteURL: 'http://127.0.0.1:8787',
  RedirectTo: 'http://127.0.0.1:8787/c/a b?x=1&y=2',
  Token: '012345',
  TokenHash: 'pkce_abc',
  Email: 'ada@aigym.test',
  NewEmail: '"><script>@aigym.test',
}

test.each(Object.keys(subjects) as MailKind[])('%s: a link into the app and a code', (kind) => {
  const mail = composeMail(kind, 'ada@aigym.test', values)
  expect(mail).toMatchObject({ to: 'ada@aigym.test', subject: subjects[kind] })
  const link = new URL(/href="([^"]+)"/.exec(mail.html)?.[1] ?? '')
  expect(link.origin + link.pathname).toBe('http://127.0.0.1:8787/auth/confirm')
  expect(link.searchParams.get('token_hash')).toBe('pkce_abc')
  expect(link.searchParams.get('next')).toBe(values.RedirectTo)
  expect(mail.html).toContain('<strong>012345</strong>')
  expect(mail.html).not.toContain('{{')
  expect(mail.html).not.toContain('<script>')
})

test('values are escaped in text and encoded in a query', () => {
  expect(fillTemplate('<p>{{ .NewEmail }}</p>', values)).toBe(
    '<p>&quot;&gt;&lt;script&gt;@aigym.test</p>',
  )
  expect(fillTemplate('<a href="x?a={{ .NewEmail }}">{{ .Token }}</a>', values)).toBe(
    '<a href="x?a=%22%3E%3Cscript%3E%40aigym.test">012345</a>',
  )
})

test('a template that names what there is not fails', () => {
  expect(() => fillTemplate('{{ .Secret }}', values)).toThrow('a mail template names Secret')
})

test('a whole Supabase is given the same templates, subjects and limits', () => {
  const config = readFileSync(new URL('../../config.toml', import.meta.url), 'utf8')
  for (const [kind, subject] of Object.entries(subjects)) {
    expect(config).toContain(
      `[auth.email.template.${kind}]\nsubject = "${subject}"\ncontent_path = "./supabase/templates/${kind}.html"`,
    )
    expect(readFileSync(`${templatesDir}/${kind}.html`, 'utf8')).toContain('{{ .TokenHash }}')
  }
  expect(config).toContain(`jwt_expiry = ${defaultSettings.tokenSeconds}\n`)
  expect(config).toContain(`refresh_token_reuse_interval = ${defaultSettings.reuseSeconds}\n`)
  expect(config).toContain(`minimum_password_length = ${defaultSettings.minPasswordLength}\n`)
  expect(config).toContain(`otp_expiry = ${defaultSettings.codeSeconds}\n`)
  expect(config).toContain(`max_frequency = "${defaultSettings.mailEverySeconds}s"\n`)
  expect(config).toContain(`enable_confirmations = ${defaultSettings.confirmEmail}\n`)
  expect(config).toContain(`double_confirm_changes = ${defaultSettings.confirmOldEmail}\n`)
})
