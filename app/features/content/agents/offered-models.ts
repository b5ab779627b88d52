import { createContext } from 'react'

/** A model that an agent may be answered by. */
export interface OfferedModel {
  /** The provider, a space, and what it calls the model. */
  model: string
  /** What people read. */
  label: string
}

/** What a page offers to the form of an agent. */
export const OfferedModels = createContext<OfferedModel[]>([])
