/** A page about a measurement: figures, what is taken for what, how far confidence can be trusted, a learning curve. */
import type { Measured } from './train-evaluate.ts'
import type { Guessed } from './train-figures.ts'
import { type CurvePoint, drawConfusion, drawCurve, drawTrust, escape } from './train-report-pictures.ts'

const mistakesShown = 10
const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:900px;padding:0 1rem;color:#1c2430;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}
table{border-collapse:collapse}td,th{padding:.3rem .9rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e7ee}
td{overflow-wrap:anywhere}.number{text-align:right}td.number{font-variant-numeric:tabular-nums;white-space:nowrap}p{max-width:44rem}
svg{max-width:100%;height:auto;display:block}svg text{font:12px system-ui,sans-serif;fill:#1c2430}`

/** A whole HTML document; nothing in it is loaded from elsewhere, no text of an appeal is in it. */
export function writeReport({ evaluation, guesses }: Measured, curve: readonly CurvePoint[]): string {
  const { test, trainSeconds, modelBytes, textsPerSecond } = evaluation
  const row = (name: string, side: 'topic' | 'institution'): string => {
    const { accuracy, top3, macroF1, coverageAt90 } = evaluation[side]
    const cells = [accuracy, top3, coverageAt90, macroF1].map(
      (value) => `<td class="number">${percent(value)}</td>`,
    )
    return `<tr><th>${name}</th>${cells.join('')}</tr>`
  }
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Проверка классификатора</title><style>${style}</style></head><body>
<h1>Проверка классификатора</h1>
<p>Проверено обращений: ${test}. Ни одного из них модель при обучении не видела. Обучение: ${decimal(trainSeconds)} с, модель: ${decimal(modelBytes / 1e6)} МБ, скорость: ${Math.round(textsPerSecond)} обращений в секунду на одном ядре.</p>
<table><tr><th></th><th class="number">верно с первого раза</th><th class="number">верное среди трёх</th><th class="number">доля, где ошибок не больше 10 %</th><th class="number">macro-F1</th></tr>
${row('Тема', 'topic')}${row('Учреждение', 'institution')}</table>
<h2>Кривая обучения</h2>
<p>Доля верных ответов в зависимости от числа обращений, на которых учились.</p>${drawCurve(curve)}
<h2>Можно ли верить уверенности</h2>
<p>Обращения собраны в группы по уверенности модели. Точка на диагонали: из угаданных с уверенностью 70 % верны 70 %. Чем больше точка, тем больше в ней обращений.</p>${drawTrust(guesses)}
${confusion('Темы', guesses.topic)}
${confusion('Учреждения', guesses.institution)}
</body></html>
`
}

function confusion(name: string, guesses: readonly Guessed[]): string {
  return `<h2>${name}: что за что принято</h2>
<table><tr><th>на самом деле</th><th>угадано</th><th class="number">раз</th></tr>${mistakesOf(guesses).join('')}</table>
<p>Строка — как было на самом деле, столбец — что угадано, в процентах строки. Показаны самые частые; «др.» — всё остальное. В скобках число обращений.</p>${drawConfusion(guesses)}`
}

/** The commonest mistakes, as rows. */
function mistakesOf(guesses: readonly Guessed[]): readonly string[] {
  const counts = new Map<string, { readonly truth: string; readonly guess: string; count: number }>()
  for (const { truth, ranked } of guesses) {
    const guess = ranked[0]?.label ?? '—'
    if (guess === truth) continue
    const key = JSON.stringify([truth, guess])
    const known = counts.get(key) ?? { truth, guess, count: 0 }
    known.count += 1
    counts.set(key, known)
  }
  return [...counts.values()]
    .toSorted((left, right) => right.count - left.count)
    .slice(0, mistakesShown)
    .map(
      ({ truth, guess, count }) =>
        `<tr><td>${escape(truth)}</td><td>${escape(guess)}</td><td class="number">${count}</td></tr>`,
    )
}

const decimal = (value: number): string => value.toFixed(1).replace('.', ',')
const percent = (value: number): string => `${decimal(value * 100)} %`
