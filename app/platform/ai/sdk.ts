import type { LanguageModel } from 'ai'

// The AI SDK's contract between itself and its providers. Only types come from `ai`: the providers
// are called directly (docs/decisions/0006-ai-sdk.md).
export type SdkModel = Extract<LanguageModel, { specificationVersion: 'v4' }>
export type SdkCall = Parameters<SdkModel['doStream']>[0]
export type SdkPrompt = SdkCall['prompt']
export type SdkPart =
  Awaited<ReturnType<SdkModel['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never
