import { describe, expect, it } from 'vitest'
import { utteranceOf } from './utterance.ts'
import { wordsOf } from './words.ts'

describe('utteranceOf', () => {
  it.each([
    ['Здравствуйте!', 'greeting'],
    ['добрый день', 'greeting'],
    ['Начать', 'greeting'],
    ['Спасибо большое за быстрый ответ', 'thanks'],
    ['🙏', 'thanks'],
    ['ок', 'agreement'],
    ['Хорошо, понятно', 'agreement'],
    ['👍', 'agreement'],
    ['+', 'agreement'],
    ['', 'empty'],
    ['…', 'empty'],
    ['Спасибо, но вода так и не появилась', 'question'],
    ['Привет, когда откроется школа', 'question'],
    ['Хорошо?', 'question'],
    ['не горит фонарь', 'question'],
  ] as const)('takes «%s» for %s', (text, utterance) => {
    expect(utteranceOf(text, wordsOf(text))).toBe(utterance)
  })
})
