-- AlterTable
ALTER TABLE "erasures" ADD COLUMN     "asked_by_id" INTEGER;

-- CreateTable
CREATE TABLE "staff_acts" (
    "id" BIGSERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "staff_acts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "staff_acts_at_idx" ON "staff_acts"("at");
