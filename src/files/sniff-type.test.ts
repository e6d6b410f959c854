import { expect, it } from 'vitest'
import { sniffType } from './sniff-type.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const jpeg = bytesOf('\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0')
const png = bytesOf('\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1F\x15\xC4\x89')
const ogg = bytesOf(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01\x01`)

it.each([
  ['photo', jpeg, 'image/jpeg', 'jpg'],
  ['doc', png, 'image/png', 'png'],
  ['doc', bytesOf('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n'), 'application/pdf', 'pdf'],
  ['audio_message', ogg, 'audio/ogg', 'opus'],
  ['doc', Buffer.from('Прошу отремонтировать дорогу.\r\n'), 'text/plain', 'txt'],
] as const)('knows a %s by its bytes', async (type, bytes, contentType, extension) => {
  expect(await sniffType(bytes, type)).toEqual({ contentType, extension })
})

it.each([
  ['a program for Windows', 'doc', bytesOf(`MZ\x90\0${'\0'.repeat(60)}`)],
  ['a program for Linux', 'doc', bytesOf(`\x7FELF\x02\x01\x01${'\0'.repeat(60)}`)],
  ['an archive', 'doc', bytesOf(`PK\x03\x04\x14\0\0\0\0\0${'\0'.repeat(20)}`)],
  ['a page', 'doc', bytesOf('  <html><script>alert(1)</script>')],
  ['a picture with scripts', 'photo', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')],
  ['a script', 'doc', bytesOf('#!/bin/sh\nrm -rf /\n')],
  ['a document that says it is a photo', 'photo', bytesOf('%PDF-1.7\n')],
  ['a picture that says it is a voice', 'audio_message', png],
  ['nothing', 'doc', new Uint8Array()],
  ['unknown bytes', 'doc', bytesOf('\0\x01\x02\x03')],
] as const)('does not take %s', async (_name, type, bytes) => {
  expect(await sniffType(bytes, type)).toBeNull()
})
