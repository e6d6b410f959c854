-- CreateTable
CREATE TABLE "answer_samples" (
    "staff_id" INTEGER NOT NULL,
    "week_on" DATE NOT NULL,
    "number" INTEGER NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "answer_event_id" BIGINT NOT NULL,
    "seed" INTEGER NOT NULL,
    "candidates" INTEGER NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3),
    "answers" TEXT,
    "clear" TEXT,
    "concrete" TEXT,

    CONSTRAINT "answer_samples_pkey" PRIMARY KEY ("staff_id","week_on","number")
);

-- AddForeignKey
ALTER TABLE "answer_samples" ADD CONSTRAINT "answer_samples_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_samples" ADD CONSTRAINT "answer_samples_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
