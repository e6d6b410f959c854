-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "priority" TEXT NOT NULL DEFAULT 'normal';

-- CreateTable
CREATE TABLE "calendar_days" (
    "id" SERIAL NOT NULL,
    "date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "institution_id" INTEGER,
    "municipality_id" INTEGER,
    "hours" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "calendar_days_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "calendar_days_institution_id_idx" ON "calendar_days"("institution_id");

-- CreateIndex
CREATE INDEX "calendar_days_municipality_id_idx" ON "calendar_days"("municipality_id");

-- AddForeignKey
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One word about one day: empty columns are equal, too.
CREATE UNIQUE INDEX "calendar_days_day_key" ON "calendar_days"("date", "institution_id", "municipality_id") NULLS NOT DISTINCT;
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_kind_check" CHECK ("kind" IN ('off', 'working', 'short', 'custom', 'usual'));
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_priority_check" CHECK ("priority" IN ('urgent', 'fast-track', 'normal'));
