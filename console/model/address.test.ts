import { describe, expect, it } from 'vitest'
import { readCode, readPlace, writePlace } from './address.ts'

describe('the address', () => {
  it('keeps the filter and the ticket', () => {
    for (const place of [
      { section: 'queue', filter: 'open', ticketId: null, tab: '' },
      { section: 'queue', filter: 'burning', ticketId: 1001, tab: '' },
      { section: 'figures', filter: 'open', ticketId: null, tab: '' },
      { section: 'figures', filter: 'open', ticketId: null, tab: 'people' },
    ] as const)
      expect(readPlace(writePlace(place))).toEqual(place)
  })

  it('of another form is the whole queue', () => {
    for (const hash of ['', '#', '#nonsense/x', '#toString/-1', '#<script>'])
      expect(readPlace(hash)).toEqual({ section: 'queue', filter: 'open', ticketId: null, tab: '' })
  })

  it('brings the code of a link', () => {
    expect(readCode('#code=7F3K9Q2M')).toBe('7F3K9Q2M')
    expect(readCode('#open/1')).toBeNull()
  })
})
