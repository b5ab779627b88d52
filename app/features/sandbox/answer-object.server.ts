// placeholder while the AI engineer writes the real one (overwrite me)
import { DurableObject } from 'cloudflare:workers'
export interface AnswerJob { answerId: string }
export class AnswerObject extends DurableObject {
  async start(_job: AnswerJob): Promise<void> {}
  async attach(_from: number): Promise<ReadableStream<Uint8Array>> { return new ReadableStream() }
  async stop(): Promise<void> {}
}
