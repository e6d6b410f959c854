/** Buttons under what the bot tells coordinators by itself: mass incidents, corrections of the directory, answers to judge. */
import type { StaffDesk } from '../src/domain/desk.ts'
import type { Command } from './commands.ts'
import { incidentScene } from './incident/scene.ts'
import * as incidentTexts from './incident/texts.ts'
import { judgeAnswers, takeGrade } from './quality/judge-answers.ts'
import { type DialogueContext, enterScene } from './scene-kit.ts'
import * as texts from './staff-texts.ts'

type CoordinatorCommand = Extract<
  Command,
  { readonly incidentId: number } | { readonly proposalId: number } | { readonly kind: 'grade' | 'quality' }
>

export async function onCoordinatorCommand(
  context: DialogueContext,
  staff: StaffDesk,
  command: CoordinatorCommand,
): Promise<unknown> {
  const { say } = context.state
  switch (command.kind) {
    case 'quality':
      return say(await judgeAnswers(staff))
    case 'grade':
      return say(await takeGrade(staff, command))
    case 'tellAll':
    case 'closeIncident': {
      if (!staff.isCoordinator) return say([texts.onlyCoordinators])
      const { incidentId, kind } = command
      return enterScene(context, incidentScene.slug, {
        incidentId,
        closes: kind === 'closeIncident',
        text: '',
      })
    }
    case 'dismissIncident': {
      const dismissed = staff.dismissIncident(command.incidentId)
      return say([dismissed.ok ? incidentTexts.dismissed : incidentTexts.refused(dismissed.refusal.kind)])
    }
    case 'acceptProposal':
    case 'declineProposal': {
      const decision = await staff.decideProposal(command.proposalId, command.kind === 'acceptProposal')
      return say([texts.proposalDecided(decision)])
    }
  }
}
