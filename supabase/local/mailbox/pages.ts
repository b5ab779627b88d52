import { escapeHtml } from '../auth/mails.ts'
import type { StoredMail } from './store.ts'

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { text-align: start; padding: 0.5rem; border-block-end: 1px solid; overflow-wrap: anywhere; }
  article { border: 1px solid; padding: 1rem; overflow-wrap: anywhere; }
  :focus-visible { outline: 3px solid; outline-offset: 2px; }
`

/** All mails, the newest first. */
export function listPage(mails: StoredMail[]): string {
  const rows = mails.map(
    (mail) => `<tr>
      <td><a href="/messages/${escapeHtml(mail.id)}">${escapeHtml(mail.subject)}</a></td>
      <td>${escapeHtml(mail.to)}</td>
      <td>${time(mail)}</td>
    </tr>`,
  )
  const table = `<table>
    <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Sent</th></tr></thead>
    <tbody>${rows.join('')}</tbody>
  </table>`
  return page(
    'Mailbox',
    `<h1>Mailbox</h1>
    <p>Mails that AI GYM would send stay on this machine. Reload the page to see new ones.</p>
    ${rows.length === 0 ? '<p>No mail yet.</p>' : table}`,
  )
}

/** One mail. Its body comes from the product's own templates; the page lets no script run. */
export function messagePage(mail: StoredMail): string {
  return page(
    mail.subject,
    `<p><a href="/">All mails</a></p>
    <dl>
      <dt>Subject</dt><dd>${escapeHtml(mail.subject)}</dd>
      <dt>To</dt><dd>${escapeHtml(mail.to)}</dd>
      <dt>Sent</dt><dd>${time(mail)}</dd>
    </dl>
    <article aria-label="The mail">${mail.html}</article>`,
  )
}

export function missingPage(): string {
  return page(
    'No such mail',
    `<h1>No such mail</h1><p>It may have made room for newer ones. <a href="/">All mails</a></p>`,
  )
}

function time(mail: StoredMail): string {
  const at = escapeHtml(mail.sentAt)
  return `<time datetime="${at}">${at.replace('T', ' ').slice(0, 19)} UTC</time>`
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)} · AI GYM mailbox</title>
    <style>${style}</style>
  </head>
  <body><main>${main}</main></body>
</html>
`
}
