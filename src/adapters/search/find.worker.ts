/** Finds a text in cells away from the page, so that a pattern that takes forever can be stopped. */
import { findIn, type FindOptions } from '#domain/draft/find-text.ts'

export interface FindRequest {
  readonly texts: readonly string[]
  readonly options: FindOptions
  readonly replacement: string
}

self.addEventListener('message', ({ data }: MessageEvent<FindRequest>) => {
  self.postMessage(findIn(data.texts, data.options, data.replacement))
})
