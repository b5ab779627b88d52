// Stands in for what a library of PDFs signs with (vite.config.ts): here it only reads texts.

/** Something is made of it when the library is loaded, which nobody uses. */
export class CryptoEngine {}

export const createCMSECDSASignature = () => {
  throw new Error('signing PDFs is left out of the Worker')
}
