import { VkError } from './vk-error.ts'

/** Parameters as sent, all of them texts. */
export type Params = Readonly<Record<string, string>>

export function text(params: Params, name: string): string {
  return params[name] ?? ''
}

export function requiredText(params: Params, name: string): string {
  const value = text(params, name)
  if (value === '') throw missing(name)
  return value
}

export function optionalInteger(params: Params, name: string): number | null {
  const value = params[name]
  if (value === undefined || value === '') return null
  if (!/^-?\d+$/.test(value.trim())) throw new VkError(100, `${name} should be integer`)
  return Number(value)
}

export function integer(params: Params, name: string, ifAbsent: number): number {
  return optionalInteger(params, name) ?? ifAbsent
}

export function requiredInteger(params: Params, name: string): number {
  const value = optionalInteger(params, name)
  if (value === null) throw missing(name)
  return value
}

/** Within bounds, or error 100 as VK answers for a count of 1,000. */
export function boundedInteger(
  params: Params,
  name: string,
  bounds: { readonly min: number; readonly max: number; readonly ifAbsent: number },
): number {
  const value = integer(params, name, bounds.ifAbsent)
  if (value < bounds.min) throw new VkError(100, `${name} should be greater or equal to ${bounds.min}`)
  if (value > bounds.max) throw new VkError(100, `${name} should be less or equal to ${bounds.max}`)
  return value
}

export function flag(params: Params, name: string, ifAbsent = false): boolean {
  const value = params[name]
  if (value === undefined || value === '') return ifAbsent
  return value === '1' || value === 'true'
}

export function list(params: Params, name: string): readonly string[] {
  return text(params, name)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

export function integers(params: Params, name: string, max: number): readonly number[] {
  const items = list(params, name)
  if (items.length > max) throw new VkError(100, `${name} should contain at most ${max} items`)
  return items.map((item) => {
    if (!/^-?\d+$/.test(item)) throw new VkError(100, `${name} should contain integers`)
    return Number(item)
  })
}

function missing(name: string): VkError {
  return new VkError(100, `${name} is undefined`)
}
