/** What the browser loads when the first file is chosen. */
export { shrinkPicture } from './shrink-picture'
export { UploadError, uploadFile } from './upload-file'
