import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readGivenFile } from './read-given-file.ts'

it('says what is wrong with a file that a person named', async () => {
  const absent = path.join(tmpdir(), 'otklik-no-such-file.csv')

  expect(await readGivenFile(absent)).toEqual({
    ok: false,
    refusal: `Файл ${absent} не найден: проверьте имя и папку.`,
  })
  expect(await readGivenFile(tmpdir())).toEqual({ ok: false, refusal: `${tmpdir()} — папка, а нужен файл.` })
  expect(await readGivenFile(`${import.meta.filename}/x.csv`)).toMatchObject({ ok: false })
  expect(await readGivenFile(import.meta.filename)).toMatchObject({ ok: true })
})
