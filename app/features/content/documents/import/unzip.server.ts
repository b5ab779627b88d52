import { Unzip, UnzipInflate } from 'fflate'
import { AppError } from '~/platform/errors'

/** Bytes that all wanted entries of an archive may have when they are unpacked. */
const MOST_UNPACKED = 20 * 1024 * 1024

/** Names in an archive that are looked at. */
const MOST_ENTRIES = 10_000

/** Bytes that are unpacked at once: a thousand times as many may come out of them. */
const SLICE = 8 * 1024

/**
 * Some texts of an archive. Nothing is written anywhere, so a name that climbs out leads nowhere; what
 * is not wanted is not unpacked, and what is too much stops as soon as it is.
 *
 * @throws AppError `source.unpacked` (422) where there is too much in it
 */
export function unzipTexts(bytes: Uint8Array, wanted: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  let [size, entries] = [0, 0]
  let failed: unknown
  const tooMuch = () => new AppError('source.unpacked', 422)
  const zip = new Unzip((file) => {
    entries += 1
    if (entries > MOST_ENTRIES) failed ??= tooMuch()
    if (failed || !wanted.includes(file.name) || texts.has(file.name)) return
    const decoder = new TextDecoder()
    let text = ''
    file.ondata = (error, data, final) => {
      if (error) failed ??= error
      if (failed) return
      size += data.length
      if (size > MOST_UNPACKED) {
        failed = tooMuch()
        return
      }
      text += decoder.decode(data, { stream: !final })
      if (final) texts.set(file.name, text)
    }
    file.start()
  })
  zip.register(UnzipInflate)
  for (let at = 0; at < bytes.length && !failed; at += SLICE) {
    zip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length)
  }
  if (failed) throw failed
  return texts
}
