-- CreateTable
CREATE TABLE "sign_in_codes" (
    "id" SERIAL NOT NULL,
    "code_hash" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "console_sessions" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "previous_token_hash" TEXT,
    "csrf_token" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "console_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "console_requests" (
    "staff_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "console_requests_pkey" PRIMARY KEY ("staff_id","key")
);

-- CreateTable
CREATE TABLE "ticket_notes" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_codes_code_hash_key" ON "sign_in_codes"("code_hash");

-- CreateIndex
CREATE INDEX "sign_in_codes_staff_id_created_at_idx" ON "sign_in_codes"("staff_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "console_sessions_token_hash_key" ON "console_sessions"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "console_sessions_previous_token_hash_key" ON "console_sessions"("previous_token_hash");

-- CreateIndex
CREATE INDEX "console_sessions_staff_id_idx" ON "console_sessions"("staff_id");

-- CreateIndex
CREATE INDEX "console_requests_ticket_id_idx" ON "console_requests"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_notes_ticket_id_id_idx" ON "ticket_notes"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "ticket_notes_staff_id_idx" ON "ticket_notes"("staff_id");

-- AddForeignKey
ALTER TABLE "sign_in_codes" ADD CONSTRAINT "sign_in_codes_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_requests" ADD CONSTRAINT "console_requests_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "console_requests" ADD CONSTRAINT "console_requests_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_notes" ADD CONSTRAINT "ticket_notes_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_notes" ADD CONSTRAINT "ticket_notes_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_channel_check" CHECK ("channel" IN ('code', 'vk'));

-- The queue of the console: open tickets by the deadline that comes next, of one institution or of many.
CREATE INDEX "tickets_queue" ON "tickets" ((CASE WHEN "first_response_at" IS NULL THEN "first_reply_due_at" ELSE "final_answer_due_at" END), "id")
  WHERE "status" IN ('new', 'taken');
CREATE INDEX "tickets_taken" ON "tickets" ("taken_by_id") WHERE "status" = 'taken';

-- Search by Russian word forms. VK's messages are at most some thousand characters; what is longer was not written by hand.
CREATE INDEX "messages_words" ON "messages" USING gin (to_tsvector('russian', translate(left("text", 20000), 'ёЁ', 'еЕ')));
CREATE INDEX "tickets_place_words" ON "tickets" USING gin (to_tsvector('russian', translate("place", 'ёЁ', 'еЕ'))) WHERE "place" IS NOT NULL;
CREATE INDEX "citizens_names" ON "citizens" USING gin (to_tsvector('simple', translate(coalesce("first_name", '') || ' ' || coalesce("last_name", ''), 'ёЁ', 'еЕ')))
  WHERE "first_name" IS NOT NULL;
