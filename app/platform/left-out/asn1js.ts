// Stands in for what a library of PDFs signs with (vite.config.ts): here it only reads texts.

class LeftOut {
  constructor() {
    throw new Error('signing PDFs is left out of the Worker')
  }
}

export {
  LeftOut as Boolean,
  LeftOut as Constructed,
  LeftOut as Integer,
  LeftOut as Null,
  LeftOut as ObjectIdentifier,
  LeftOut as OctetString,
  LeftOut as Sequence,
  LeftOut as UTCTime,
}
export const fromBER = () => new LeftOut()
