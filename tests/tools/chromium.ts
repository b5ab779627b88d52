import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { findProgram, installSystemPackage } from './install.ts'

const known = () =>
  process.env.CHROMIUM_PATH ??
  findProgram(
    'chromium',
    'chromium-browser',
    'google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  )

const downloaded = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : null)

/**
 * A Chromium to test in: the one that is there, else the system's, else Playwright's own download.
 *
 * @throws Error with one line that says what to do
 */
export async function findChromium(): Promise<string> {
  const there = known() ?? downloaded()
  if (there) return there
  console.log('No Chromium here; asking the package manager for one')
  if (installSystemPackage('chromium')) {
    const installed = known()
    if (installed) return installed
  }
  console.log('Asking Playwright to download one')
  const bin = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url))
  spawnSync(path.join(bin, 'playwright'), ['install', 'chromium'], {
    stdio: 'inherit',
    timeout: 600_000,
  })
  const found = downloaded()
  if (found) return found
  throw new Error('No Chromium: install one, or name it in CHROMIUM_PATH, then try again.')
}
