export const staffRoles = ['administrator', 'head', 'coordinator', 'observer'] as const
type StaffRole = (typeof staffRoles)[number]

/** One post that a person holds; the same person may hold several. */
export type Post = {
  readonly role: StaffRole
  readonly institution: string
  readonly institutionTitle: string
  readonly municipality: string
}

/** A VK user. The first post decides how the chat page shows a member of staff; without posts it is a citizen. */
export type Person = {
  readonly userId: number
  readonly firstName: string
  readonly lastName: string
  readonly posts: readonly Post[]
}
