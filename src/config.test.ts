import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeConfig, readConfig } from './config.ts'

describe('readConfig', () => {
  test('an empty environment gives sandbox mode with the documented defaults', () => {
    const result = readConfig({})

    expect(result).toEqual({
      ok: true,
      config: {
        port: 3000,
        host: '127.0.0.1',
        sandboxPort: 3001,
        sandboxRegion: null,
        consoleUrl: null,
        vkApp: null,
        vkIdApp: null,
        dataDir: path.resolve('data'),
        databaseUrl: null,
        answerUndoSeconds: 10,
        silenceSeconds: 4,
        officialWays: 'через Госуслуги, в интернет-приёмной администрации, письмом или на личном приёме',
        personalDataMonths: 24,
        queueDays: 45,
        clarifyPauseSeconds: 72 * 3600,
        backupsKeep: 7,
        isOpen311On: false,
        retrainAfter: 200,
        vkTokens: [],
        tokenKeys: [],
        vkApiUrl: 'https://api.vk.ru/method',
        logLevel: 'info',
        serviceGroupId: null,
        timeZone: 'Europe/Moscow',
        fileBytesMax: 50 * 1024 * 1024,
        filesS3: null,
        openTelemetry: null,
      },
    })
  })

  test('the environment wins over .env, and an empty variable counts as absent', () => {
    const result = readConfig(
      { PORT: '4000', HOST: '', PATH: '/bin' },
      'PORT=5000\nHOST=0.0.0.0\nLOG_LEVEL="debug" # loud\n',
    )

    expect(result).toMatchObject({ ok: true, config: { port: 4000, host: '0.0.0.0', logLevel: 'debug' } })
  })

  test('tokens are split by comma, trimmed, and taken once', () => {
    const result = readConfig({ VK_TOKENS: ' vk1.a.One-_ , vk1.a.Two,vk1.a.Two,' })

    expect(result).toMatchObject({ ok: true, config: { vkTokens: ['vk1.a.One-_', 'vk1.a.Two'] } })
  })

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['SANDBOX_PORT', '3000'],
    ['DATABASE_URL', 'mysql://localhost/otklik'],
    ['VK_TOKENS', 'one two'],
    ['VK_API_URL', 'api.vk.ru'],
    ['LOG_LEVEL', 'loud'],
    ['SERVICE_GROUP_ID', '-5'],
    ['TIME_ZONE', 'Mars/Olympus'],
    ['FILE_MB_MAX', '0'],
    ['FILE_MB_MAX', '500'],
    ['FILES_S3_URL', 'https://storage.example.ru/otklik'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ])('%s=%s is refused with a sentence that names it', (name, value) => {
    const result = readConfig({ [name]: value })

    expect(result).toMatchObject({
      ok: false,
      problems: [expect.stringContaining(`Настройка ${name} задана неверно`)],
    })
  })

  test('all problems are told at once, and secrets are not repeated', () => {
    const result = readConfig({ PORT: 'x', VK_TOKENS: 'secret token' })

    expect(result.ok ? [] : result.problems).toHaveLength(2)
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  test('a store of files is taken with its keys', () => {
    const result = readConfig({
      FILES_S3_URL: 'https://storage.example.ru/otklik/',
      FILES_S3_KEY_ID: 'id',
      FILES_S3_SECRET: 'secret',
    })

    expect(result).toMatchObject({
      ok: true,
      config: {
        filesS3: {
          bucketUrl: 'https://storage.example.ru/otklik',
          region: 'us-east-1',
          accessKeyId: 'id',
          secretAccessKey: 'secret',
        },
      },
    })
  })

  test('the address of a store of files is an address with a bucket', () => {
    const result = readConfig({ FILES_S3_URL: 'storage/otklik', FILES_S3_KEY_ID: 'id', FILES_S3_SECRET: 'x' })

    expect(result).toMatchObject({ ok: false, problems: [expect.stringContaining('FILES_S3_URL')] })
  })

  test('variables of OpenTelemetry are taken from both places when a collector is named', () => {
    const dotenv = 'OTEL_EXPORTER_OTLP_ENDPOINT=http://one:4318\nOTEL_SERVICE_NAME=otklik-1\nOTHER=1\n'
    const taken = (env: Readonly<Record<string, string>>) => {
      const result = readConfig(env, dotenv)
      return result.ok ? result.config.openTelemetry : result.problems
    }

    expect(taken({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://two:4318', OTEL_SERVICE_NAME: '' })).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://two:4318',
      OTEL_SERVICE_NAME: 'otklik-1',
    })
    expect(taken({ OTEL_SDK_DISABLED: 'true' })).toBeNull()
    expect(taken({ OTEL_TRACES_EXPORTER: 'none' })).toBeNull()
    expect(readConfig({ OTEL_SERVICE_NAME: 'otklik-1' })).toMatchObject({ config: { openTelemetry: null } })
  })

  test('a broken line of .env is named by its number', () => {
    const result = readConfig({}, '# комментарий\n\nPORT 3000\nexport HOST=::1\nDATA_DIR="./data\n')

    expect(result).toEqual({
      ok: false,
      problems: [
        'Файл .env, строка 3: нужно ИМЯ=значение.',
        'Файл .env, строка 5: кавычка открыта и не закрыта.',
      ],
    })
  })

  test('a quoted value of several lines is one value, also with Windows line ends', () => {
    const result = readConfig({}, '\uFEFFHOST="::1"\r\nOTHER="one\r\ntwo"\r\nPORT=3005\r\n')

    expect(result).toMatchObject({ ok: true, config: { host: '::1', port: 3005 } })
  })
})

test('every described default is accepted by the schema', () => {
  const defaults = Object.entries(describeConfig()).map(([name, variable]) => [name, variable.default])

  expect(readConfig(Object.fromEntries(defaults))).toEqual(readConfig({}))
})
