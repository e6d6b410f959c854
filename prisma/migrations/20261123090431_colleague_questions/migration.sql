-- CreateTable
CREATE TABLE "colleague_questions" (
    "id" SERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "institution_id" INTEGER NOT NULL,
    "asked_for_id" INTEGER,
    "asked_by_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by_id" INTEGER,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "colleague_questions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "colleague_questions_ticket_id_idx" ON "colleague_questions"("ticket_id");

-- AddForeignKey
ALTER TABLE "colleague_questions" ADD CONSTRAINT "colleague_questions_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
