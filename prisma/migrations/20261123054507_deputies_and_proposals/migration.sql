-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "away_until" TIMESTAMPTZ(3),
ADD COLUMN     "deputy_id" INTEGER;

-- CreateTable
CREATE TABLE "routing_proposals" (
    "id" SERIAL NOT NULL,
    "topic_id" TEXT NOT NULL,
    "municipality_id" INTEGER,
    "from_id" INTEGER,
    "to_id" INTEGER NOT NULL,
    "moved" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,

    CONSTRAINT "routing_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "routing_proposals_topic_id_idx" ON "routing_proposals"("topic_id");

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema cannot say.
ALTER TABLE "staff" ADD CONSTRAINT "staff_deputy_check" CHECK ("deputy_id" <> "id");
ALTER TABLE "routing_proposals" ADD CONSTRAINT "routing_proposals_status_check" CHECK ("status" IN ('proposed', 'accepted', 'declined')),
  ADD CONSTRAINT "routing_proposals_decided_check" CHECK (("status" = 'proposed') = ("decided_at" IS NULL));
-- A correction is offered once; a declined one is not offered again.
CREATE UNIQUE INDEX "routing_proposals_key" ON "routing_proposals" ("topic_id", COALESCE("municipality_id", 0), COALESCE("from_id", 0), "to_id");
