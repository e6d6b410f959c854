import type { InviteStore } from '../app/ports.ts'
import { institutionId } from '../domain/ids.ts'
import type { PrismaClient } from './generated/client.ts'

export function createInviteStore(prisma: PrismaClient): InviteStore {
  return {
    async findInstitution(code) {
      const institution = await prisma.institution.findUnique({ where: { code }, select: { id: true } })
      return institution === null ? null : institutionId(institution.id)
    },
    async addInvite({ codeHash, role, institutionId: institution, createdById, expiresAt }) {
      await prisma.invite.create({
        data: {
          codeHash,
          role,
          institutionId: institution,
          createdById,
          expiresAt: new Date(expiresAt.epochMilliseconds),
        },
      })
    },
  }
}
