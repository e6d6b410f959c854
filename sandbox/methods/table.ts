import type { MethodTable } from './call.ts'
import {
  getGroupsById,
  getLongPollServer,
  getLongPollSettings,
  getTokenPermissions,
  isMember,
  isMessagesFromGroupAllowed,
  setLongPollSettings,
} from './groups.ts'
import {
  deleteMessages,
  editMessage,
  markAsAnswered,
  markAsImportant,
  markAsRead,
} from './messages-change.ts'
import { answerPress, setActivity } from './messages-event.ts'
import {
  getByConversationMessageId,
  getById,
  getConversations,
  getConversationsById,
  getHistory,
} from './messages-read.ts'
import { sendMessage } from './messages-send.ts'
import { getDocumentUploadServer, getPhotoUploadServer, saveDocument, savePhoto } from './uploads.ts'
import { getServerTime, getUsers, resolveScreenName } from './users.ts'
import { createComment, toggleComments } from './wall.ts'

/** Every method of the sandbox but `execute`, which calls the others. */
export const methodTable: MethodTable = {
  'groups.getById': { scope: null, handler: getGroupsById },
  'groups.getLongPollServer': { scope: 'manage', handler: getLongPollServer },
  'groups.getLongPollSettings': { scope: 'manage', handler: getLongPollSettings },
  'groups.setLongPollSettings': { scope: 'manage', handler: setLongPollSettings },
  'groups.getTokenPermissions': { scope: null, handler: getTokenPermissions },
  'groups.isMember': { scope: null, handler: isMember },
  'messages.send': { scope: 'messages', handler: sendMessage },
  'messages.edit': { scope: 'messages', handler: editMessage },
  'messages.delete': { scope: 'messages', handler: deleteMessages },
  'messages.sendMessageEventAnswer': { scope: 'messages', handler: answerPress },
  'messages.markAsRead': { scope: 'messages', handler: markAsRead },
  'messages.markAsAnsweredConversation': { scope: 'messages', handler: markAsAnswered },
  'messages.markAsImportantConversation': { scope: 'messages', handler: markAsImportant },
  'messages.setActivity': { scope: 'messages', handler: setActivity },
  'messages.getConversations': { scope: 'messages', handler: getConversations },
  'messages.getConversationsById': { scope: 'messages', handler: getConversationsById },
  'messages.getHistory': { scope: 'messages', handler: getHistory },
  'messages.getById': { scope: 'messages', handler: getById },
  'messages.getByConversationMessageId': { scope: 'messages', handler: getByConversationMessageId },
  'messages.isMessagesFromGroupAllowed': { scope: 'messages', handler: isMessagesFromGroupAllowed },
  'users.get': { scope: null, handler: getUsers },
  'utils.getServerTime': { scope: null, handler: getServerTime },
  'utils.resolveScreenName': { scope: null, handler: resolveScreenName },
  'photos.getMessagesUploadServer': { scope: 'photos', handler: getPhotoUploadServer },
  'photos.saveMessagesPhoto': { scope: 'photos', handler: savePhoto },
  'docs.getMessagesUploadServer': { scope: 'docs', handler: getDocumentUploadServer },
  'docs.getWallUploadServer': { scope: 'docs', handler: getDocumentUploadServer },
  'docs.save': { scope: 'docs', handler: saveDocument },
  'wall.createComment': { scope: 'wall', handler: createComment },
  'wall.openComments': { scope: 'wall', handler: toggleComments },
  'wall.closeComments': { scope: 'wall', handler: toggleComments },
}
