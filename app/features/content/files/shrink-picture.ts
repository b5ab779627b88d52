/** Pixels that the longer side of a cover needs on the largest screens. */
const LONGEST_SIDE = 1600

/** Bytes of a picture that is sent as it is when it is not too wide either. */
const LIGHT = 400_000

/** What may move or is drawn sharp: it would lose by being made anew. */
const LEFT = /gif|svg/

/**
 * A picture as large as a cover needs, made in the browser: the cheapest place to do it, and it
 * leaves behind what a camera noted of where it was. What can't be read is sent as it is.
 */
export async function shrinkPicture(file: File): Promise<File> {
  if (LEFT.test(file.type)) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const { width, height } = picture
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
    if (scale === 1 && file.size <= LIGHT) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const made = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/webp', 0.85),
    )
    // Some browsers make a PNG where they know no WebP: larger than what was there.
    if (made?.type !== 'image/webp' || made.size >= file.size) return file
    const name = file.name.replace(/\.[^.]*$/, '')
    return new File([made], `${name}.webp`, { type: made.type, lastModified: file.lastModified })
  } catch {
    return file
  }
}
