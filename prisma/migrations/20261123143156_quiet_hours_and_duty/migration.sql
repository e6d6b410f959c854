-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "quiet_hours" JSONB;

-- CreateTable
CREATE TABLE "held_notices" (
    "id" BIGSERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "ticket_id" BIGINT,
    "notice" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "held_notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duties" (
    "id" SERIAL NOT NULL,
    "institution_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "named_by_id" INTEGER NOT NULL,

    CONSTRAINT "duties_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "held_notices_staff_id_id_idx" ON "held_notices"("staff_id", "id");

-- CreateIndex
CREATE INDEX "held_notices_ticket_id_idx" ON "held_notices"("ticket_id");

-- CreateIndex
CREATE INDEX "duties_institution_id_idx" ON "duties"("institution_id");

-- CreateIndex
CREATE INDEX "duties_staff_id_idx" ON "duties"("staff_id");

-- CreateIndex
CREATE INDEX "duties_named_by_id_idx" ON "duties"("named_by_id");

-- AddForeignKey
ALTER TABLE "held_notices" ADD CONSTRAINT "held_notices_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_notices" ADD CONSTRAINT "held_notices_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duties" ADD CONSTRAINT "duties_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duties" ADD CONSTRAINT "duties_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duties" ADD CONSTRAINT "duties_named_by_id_fkey" FOREIGN KEY ("named_by_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
