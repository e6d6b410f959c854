-- Comments under posts go the way of messages.
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_kind_check",
  ADD CONSTRAINT "outbox_kind_check" CHECK ("kind" IN ('message', 'edit', 'comment'));
