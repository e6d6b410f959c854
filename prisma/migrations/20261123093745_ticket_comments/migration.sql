-- CreateTable
CREATE TABLE "ticket_comments" (
    "group_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "comment_id" BIGINT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_comments_pkey" PRIMARY KEY ("group_id","kind","object_id","comment_id")
);

-- CreateIndex
CREATE INDEX "ticket_comments_ticket_id_idx" ON "ticket_comments"("ticket_id");

-- AddForeignKey
ALTER TABLE "ticket_comments" ADD CONSTRAINT "ticket_comments_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.
ALTER TABLE "ticket_comments" ADD CONSTRAINT "ticket_comments_kind_check" CHECK ("kind" IN ('wall', 'photo', 'video', 'market', 'board'));
