-- CreateTable
CREATE TABLE "followers" (
    "ticket_id" BIGINT NOT NULL,
    "citizen_id" BIGINT NOT NULL,
    "group_id" BIGINT NOT NULL,
    "peer_id" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "followers_pkey" PRIMARY KEY ("ticket_id","citizen_id")
);

-- CreateTable
CREATE TABLE "incidents" (
    "id" SERIAL NOT NULL,
    "topic_id" TEXT NOT NULL,
    "municipality_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL,
    "expected" DOUBLE PRECISION NOT NULL,
    "told" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" INTEGER,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_tickets" (
    "incident_id" INTEGER NOT NULL,
    "ticket_id" BIGINT NOT NULL,

    CONSTRAINT "incident_tickets_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateIndex
CREATE INDEX "followers_citizen_id_idx" ON "followers"("citizen_id");

-- CreateIndex
CREATE INDEX "incidents_topic_id_municipality_id_idx" ON "incidents"("topic_id", "municipality_id");

-- CreateIndex
CREATE INDEX "incident_tickets_incident_id_idx" ON "incident_tickets"("incident_id");

-- AddForeignKey
ALTER TABLE "followers" ADD CONSTRAINT "followers_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_tickets" ADD CONSTRAINT "incident_tickets_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_tickets" ADD CONSTRAINT "incident_tickets_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema cannot say.
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_status_check" CHECK ("status" IN ('open', 'closed', 'dismissed')),
  ADD CONSTRAINT "incidents_closed_check" CHECK (("status" = 'open') = ("closed_at" IS NULL));
-- A topic has one incident at a time in one place.
CREATE UNIQUE INDEX "incidents_open" ON "incidents" ("topic_id", "municipality_id") WHERE "status" = 'open';
-- Similar open tickets are looked for while somebody waits for a reply.
CREATE INDEX "tickets_similar" ON "tickets" ("topic_id", "municipality_id", "id") WHERE "status" IN ('new', 'taken');
