-- CreateTable
CREATE TABLE "erasures" (
    "id" SERIAL NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "counts" JSONB,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- What Prisma's schema cannot say.
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_reason_check" CHECK ("reason" IN ('request', 'operator', 'retention'));
ALTER TABLE "attachments" DROP CONSTRAINT "attachments_status_check",
  DROP CONSTRAINT "attachments_stored_check",
  ADD CONSTRAINT "attachments_status_check" CHECK ("status" IN ('pending', 'stored', 'refused', 'failed', 'erasing')),
  ADD CONSTRAINT "attachments_stored_check" CHECK ("status" = 'erasing' OR ("status" = 'stored') = ("storage_key" IS NOT NULL));
CREATE INDEX "attachments_erasing" ON "attachments" ("id") WHERE "status" = 'erasing';

-- Numbers of people who were forgotten: larger than any of VK.
CREATE SEQUENCE "anonymous_person" AS bigint START WITH 9000000000000001 MINVALUE 9000000000000000;
