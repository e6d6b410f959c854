/** A keyboard in the form VK gives back: payloads are texts, colours only where they mean something. */
export type ButtonAction = { readonly type: string; readonly [field: string]: unknown }
export type Button = { readonly action: ButtonAction; readonly color?: string }
export type Keyboard = {
  readonly one_time: boolean
  readonly inline: boolean
  readonly author_id: number
  readonly buttons: readonly (readonly Button[])[]
}
