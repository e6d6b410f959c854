-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "edits_id" BIGINT,
ADD COLUMN     "is_card" BOOLEAN NOT NULL DEFAULT false;

-- The cards of one ticket, and nothing else of the outbox.
CREATE INDEX "outbox_cards" ON "outbox" ("ticket_id") WHERE "is_card";
