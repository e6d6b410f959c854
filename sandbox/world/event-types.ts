/** Every event type that the long poll settings of a community can switch, in VK's spelling (API 5.199). */
export const eventTypes = `
  message_new message_reply message_edit message_allow message_deny message_read message_typing_state message_event
  message_reaction_event audio_new board_post_new board_post_edit board_post_restore board_post_delete
  group_join group_leave group_change_photo group_change_settings group_officers_edit lead_forms_new like_add like_remove
  market_comment_new market_comment_edit market_comment_restore market_comment_delete market_order_new market_order_edit
  photo_new photo_comment_new photo_comment_edit photo_comment_restore photo_comment_delete poll_vote_new
  user_block user_unblock video_new video_comment_new video_comment_edit video_comment_restore video_comment_delete
  wall_post_new wall_repost wall_reply_new wall_reply_edit wall_reply_restore wall_reply_delete
  wall_schedule_post_new wall_schedule_post_delete
  donut_subscription_create donut_subscription_prolonged donut_subscription_cancelled donut_subscription_expired
  donut_subscription_price_changed donut_money_withdraw donut_money_withdraw_error`
  .trim()
  .split(/\s+/)

/** What a community has on from the start: all that the sandbox can emit but read and typing marks. */
export const defaultEventTypes: ReadonlySet<string> = new Set([
  'message_new',
  'message_reply',
  'message_edit',
  'message_allow',
  'message_deny',
  'message_event',
  'wall_reply_new',
])
