import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright'
import { type Film, films, SLIDE_SECONDS } from './films.ts'
import { type Frame, webm } from './webm.ts'

// Draws the sample films with a browser's own encoder: `node supabase/samples/make-films.ts`, with
// CHROMIUM set where the browser is not Playwright's own.

const [WIDTH, HEIGHT, A_SECOND] = [640, 360, 2]

interface Drawing {
  slides: Film['slides']
  seconds: number
  width: number
  height: number
  aSecond: number
}

/** Runs in the page: each slide with a line that grows, as VP8. */
async function draw({ slides, seconds, width, height, aSecond }: Drawing) {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('the page has no canvas')
  const frames: { key: boolean; at: number; data: number[] }[] = []
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      frames.push({ key: chunk.type === 'key', at: chunk.timestamp / 1000, data: [...data] })
    },
    error: (error) => {
      throw error
    },
  })
  encoder.configure({ codec: 'vp8', width, height, bitrate: 60_000, framerate: aSecond })
  const all = slides.length * seconds * aSecond
  for (let n = 0; n < all; n += 1) {
    const at = Math.floor(n / (seconds * aSecond))
    const slide = slides[at]
    pen.fillStyle = '#fbf6ef'
    pen.fillRect(0, 0, width, height)
    pen.fillStyle = '#ba3807'
    pen.fillRect(0, height - 10, (width * (n + 1)) / all, 10)
    pen.fillStyle = '#221f1b'
    pen.font = '600 40px sans-serif'
    pen.textAlign = 'center'
    pen.fillText(slide?.heading ?? '', width / 2, height / 2)
    pen.font = '18px sans-serif'
    pen.fillText(`${at + 1} / ${slides.length}`, width / 2, 44)
    const frame = new VideoFrame(canvas, { timestamp: (n * 1_000_000) / aSecond })
    encoder.encode(frame, { keyFrame: n % (seconds * aSecond) === 0 })
    frame.close()
  }
  await encoder.flush()
  return frames
}

const executablePath = process.env.CHROMIUM
const browser = await chromium.launch(executablePath ? { executablePath } : {})
const page = await browser.newPage()
// An encoder is given to pages of a safe origin only.
await page.route('http://127.0.0.1/**', (route) => route.fulfill({ body: '<title>Films</title>' }))
await page.goto('http://127.0.0.1/')
const folder = path.join(import.meta.dirname, 'films')
await mkdir(folder, { recursive: true })
for (const { name, slides } of films) {
  const drawing = {
    slides,
    seconds: SLIDE_SECONDS,
    width: WIDTH,
    height: HEIGHT,
    aSecond: A_SECOND,
  }
  const frames: Frame[] = (await page.evaluate(draw, drawing)).map(({ data, ...frame }) => ({
    ...frame,
    data: Uint8Array.from(data),
  }))
  const seconds = slides.length * SLIDE_SECONDS
  const bytes = webm({ width: WIDTH, height: HEIGHT, seconds, frames })
  await writeFile(path.join(folder, `${name}.webm`), bytes)
  console.log(`${name}.webm: ${Math.round(bytes.length / 1024)} KiB`)
}
await browser.close()
