import type { Row } from '~/data/tables'
import { editList } from '../form/edit-list'
import { EMPTY_ITEM } from '../item'
import type { KindOnServer } from '../kind-on-server'
import { parseTime, writeTime } from './time'
import type { VideoFields } from './video'
import { emptyChapter, videoEntered } from './video-entered'
import { parseVideoForm } from './video-form-data'
import { videoParts } from './video-parts'

type OwnChapter = Omit<Row<'video_chapters'>, 'video_id'>

/** What is empty is left out. */
interface OwnOfVideo {
  address?: string
  duration_seconds?: number
  transcript: string
  chapters?: OwnChapter[]
}

export const videoKind: KindOnServer<VideoFields> = {
  kind: 'video',
  parse: parseVideoForm,
  fieldsOf: videoEntered,
  emptyAt: 'address',
  toOwn({ address, length, transcript, chapters }): OwnOfVideo {
    const seconds = parseTime(length)
    return {
      ...(address ? { address } : {}),
      ...(seconds === null ? {} : { duration_seconds: seconds }),
      transcript,
      ...(chapters.length > 0 ? { chapters: chapters.map(toRow).sort(byStart) } : {}),
    }
  },
  fromOwn: (shared, { address, duration_seconds, transcript, chapters = [] }: OwnOfVideo) => ({
    ...shared,
    address: address ?? '',
    length: duration_seconds ? writeTime(duration_seconds) : '',
    transcript,
    chapters: chapters.map(({ starts_at_second, title }) => ({
      at: writeTime(starts_at_second),
      title,
    })),
  }),
  parts: videoParts,
  begin: () => ({
    ...EMPTY_ITEM,
    address: '',
    length: '',
    chapters: [],
    transcript: '',
  }),
  rework(fields, intent) {
    const edited = editList('chapters', fields.chapters, intent, emptyChapter)
    return edited && { fields: { ...fields, chapters: edited.list }, changed: edited.changed }
  },
}

const toRow = ({ at, title }: VideoFields['chapters'][number]): OwnChapter => ({
  starts_at_second: parseTime(at) ?? 0,
  title,
})

const byStart = (one: OwnChapter, other: OwnChapter) =>
  one.starts_at_second - other.starts_at_second
