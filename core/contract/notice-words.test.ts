import { describe, expect, it } from 'vitest'
import { type NoticeAbout, noticeAboutSchema, noticeWords } from './notice-words.ts'

const english = { title: '"Orders" failed', text: 'The till does not answer.' }
const inDutch = (about: NoticeAbout) => noticeWords({ ...english, about }, 'nl')

describe('the words of a notice', () => {
  it('are its own in English, and where it has no facts', () => {
    expect(noticeWords({ ...english, about: { code: 'run-failed', flow: 'Orders', message: 'Gone.' } }, 'en')).toEqual(english)
    expect(noticeWords(english, 'nl')).toEqual(english)
  })

  it('say in Dutch what failed and why', () => {
    const about = { code: 'records-failed', flow: 'Orders', failed: 3, unknown: 1, otherCauses: 2 } as const
    expect(inDutch({ ...about, cause: { count: 3, message: 'No product 7', key: '1042' }, hint: 'Add it.' })).toEqual({
      title: '"Orders": 3 mislukt, 1 onzeker',
      text: '3 × No product 7 (1042) en nog 2 oorzaken. Add it.',
    })
  })

  it('have the message and hint of an error in Dutch where there is somebody who says them', () => {
    const say = (text: string) => text.toUpperCase()
    const failed = { code: 'run-failed', flow: 'Orders', message: 'Gone.', hint: 'Come back.' } as const
    expect(noticeWords({ ...english, about: failed }, 'nl', say).text).toBe('GONE. COME BACK.')
    const records = { code: 'records-failed', flow: 'Orders', failed: 1, unknown: 0, otherCauses: 0 } as const
    const cause = { count: 1, message: 'No product 7', key: 'a' }
    expect(noticeWords({ ...english, about: { ...records, cause, hint: 'Add it.' } }, 'nl', say).text).toBe('1 × NO PRODUCT 7 (a). ADD IT.')
    expect(noticeWords({ ...english, about: failed }, 'en', say)).toEqual(english)
  })

  it('say in Dutch which runs were missed and what was done about them', () => {
    const about = { code: 'slots-missed', flow: 'Orders', isMore: false, absence: 'asleep', isSpan: false } as const
    expect(inDutch({ ...about, missed: 1, times: ['2026-11-22 07:30'], madeUp: 0, isAllMadeUp: false })).toEqual({
      title: '"Orders" miste een run',
      text: 'De computer sliep of de klok werd verzet: 2026-11-22 07:30. Overgeslagen, zoals het schema zegt.',
    })
    expect(inDutch({ ...about, missed: 9, times: ['2026-11-22 07:30', '12:00'], isSpan: true, madeUp: 1, isAllMadeUp: false }).text).toBe(
      'De computer sliep of de klok werd verzet: 2026-11-22 07:30 tot en met 12:00. Eén run haalt ze nu in.',
    )
  })

  it('say in Dutch that a connection or a file is not what it was', () => {
    const message = 'Odoo refused the API key.'
    expect(inDutch({ code: 'connection-lost', connection: 'Odoo main', flow: 'Orders', message })).toEqual({
      title: 'Odoo main is niet te gebruiken',
      text: `"Orders" kon niet volgens schema lopen. ${message}`,
    })
    expect(inDutch({ code: 'file-changed', flow: 'Orders', what: 'missing' }).title).toBe('"Orders": het bestand is er niet meer')
  })

  it('are read back from a file only where they are facts we know', () => {
    expect(noticeAboutSchema.safeParse({ code: 'run-continued', flow: 'Orders', runId: 7 }).success).toBe(true)
    expect(noticeAboutSchema.safeParse({ code: 'of-a-later-version' }).success).toBe(false)
  })
})
