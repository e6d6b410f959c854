-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "files" JSONB;

-- CreateTable
CREATE TABLE "attachments" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "cmid" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3) NOT NULL,
    "storage_key" TEXT,
    "content_type" TEXT,
    "byte_count" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "attachments_ticket_id_name_key" ON "attachments"("ticket_id", "name");

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "attachments" ADD CONSTRAINT "attachments_type_check" CHECK ("type" IN ('photo', 'doc', 'audio_message', 'graffiti')),
  ADD CONSTRAINT "attachments_status_check" CHECK ("status" IN ('pending', 'stored', 'refused', 'failed')),
  ADD CONSTRAINT "attachments_stored_check" CHECK (("status" = 'stored') = ("storage_key" IS NOT NULL));

CREATE INDEX "attachments_pending" ON "attachments" ("retry_at") WHERE "status" = 'pending';
