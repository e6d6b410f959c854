-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "promised_until" TIMESTAMPTZ(3),
ADD COLUMN     "reopens" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "result" TEXT;

-- CreateTable
CREATE TABLE "timers" (
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "timers_pkey" PRIMARY KEY ("kind","subject")
);

-- CreateIndex
CREATE INDEX "timers_due_at_idx" ON "timers"("due_at");
