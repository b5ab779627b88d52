import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { environment } from '../app/platform/env.server'

const root = path.join(import.meta.dirname, '..')
const filesIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.join(folder, file),
  )
const folders = ['app', 'docs', 'public', 'supabase', 'tests']
const files = [...readdirSync(root), ...folders.flatMap(filesIn)]
const names = new Set(files.map((file) => path.basename(file)))
const documents = ['README.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))]

/** Paths begin at the root, or in `app`. */
const isHere = (file: string) => ['', 'app'].some((at) => existsSync(path.join(root, at, file)))
const beginnings = new Set([...folders, ...readdirSync(path.join(root, 'app'))])

const PATH = /^[\w.$-]+(\/[\w.$-]+)+\/?$/
const FILE = /^[\w.$-]+\.(ts|tsx|mjs|sql)$/

/** What of a document's code names a file or folder that is not there. */
function missing(text: string): string[] {
  const code = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside]) => inside ?? '')
  return code.filter((word) => {
    const isPath = PATH.test(word) && beginnings.has(word.split('/')[0] ?? '')
    return isPath ? !isHere(word) : FILE.test(word) && !names.has(word)
  })
}

/** The links of a document that lead to no file. */
function broken(document: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to]) => to ?? '')
  return links.filter(
    (to) => !to.includes(':') && !existsSync(path.join(root, path.dirname(document), to)),
  )
}

it.each(documents)('%s names files that are there', (document) => {
  const text = readFileSync(path.join(root, document), 'utf8')
  expect(missing(text)).toEqual([])
  expect(broken(document, text)).toEqual([])
})

it('every variable that the Worker reads is named in a document', () => {
  const said = documents.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n')
  const variables = Object.keys(environment().shape)
  expect(variables).toContain('APP_URL')
  expect(variables.filter((name) => !said.includes(`\`${name}\``))).toEqual([])
})
