import { existsSync, readFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { StepFailed } from './report.mjs'
import { runTool } from './run-tool.mjs'
import { hashOfTexts, isStampCurrent, writeStamp } from './stamp.mjs'

// Inside node_modules: who deletes that folder deletes the stamp with it.
const stamp = inProject('node_modules', '.otklik-lockfile')

/** npm packages exactly as package-lock.json lists them. */
export const dependencies = {
  title: 'пакеты npm',
  isCurrent: () => isStampCurrent(stamp, lockfileHash()) || adoptInstalled(),
  run: async (say) => {
    const npm = process.env.npm_execpath
    const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
    const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
    const { code, tail } = await runTool({ command, args: [...args, ...flags], say, what: 'ставлю пакеты' })
    if (code !== 0) throw new StepFailed(sentenceFor(tail), tail)
    writeStamp(stamp, lockfileHash())
  },
}

function lockfileHash() {
  return hashOfTexts(readFileSync(inProject('package-lock.json'), 'utf8'), process.platform, process.arch)
}

/** Packages that a person installed with npm itself are as good as ours, if npm's own record says the same versions. */
function adoptInstalled() {
  const record = inProject('node_modules', '.package-lock.json')
  if (existsSync(stamp) || !existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages)
  const isSame = wanted.every(([name, { version, optional }]) => {
    return (
      name === '' ||
      installed[name]?.version === version ||
      (optional === true && installed[name] === undefined)
    )
  })
  if (isSame) writeStamp(stamp, lockfileHash())
  return isSame
}

function sentenceFor(tail) {
  if (/ENOSPC/.test(tail))
    return 'На диске не хватило места для пакетов. Освободите хотя бы 1 ГБ и повторите.'
  if (/EACCES|EPERM|EROFS/.test(tail)) {
    return 'Нет прав на запись в папку Отклика. Дайте их текущему пользователю или перенесите папку и повторите.'
  }
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/.test(tail)) {
    return 'Нет связи с реестром npm. Проверьте интернет или настройку registry (npm config get registry) и повторите.'
  }
  if (/EUSAGE|EINTEGRITY/.test(tail)) {
    return 'Список пакетов package-lock.json повреждён или не подходит к package.json. Верните оба файла из репозитория и повторите.'
  }
  return 'Пакеты установить не получилось. Ниже ответ npm: исправьте причину и повторите.'
}
