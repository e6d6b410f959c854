-- AlterTable
ALTER TABLE "ticket_events" ADD COLUMN     "group_id" BIGINT,
ALTER COLUMN "ticket_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "event_seals" (
    "number" SERIAL NOT NULL,
    "last_id" BIGINT NOT NULL,
    "events" INTEGER NOT NULL,
    "traces" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_seals_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "calendar_states" (
    "id" SERIAL NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content" JSONB NOT NULL,

    CONSTRAINT "calendar_states_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_state" (
    "id" INTEGER NOT NULL,
    "mark" BIGINT NOT NULL,
    "generation" INTEGER NOT NULL,
    "definitions" INTEGER NOT NULL,
    "calendar_state_id" INTEGER,
    "time_zone" TEXT NOT NULL,

    CONSTRAINT "figure_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_cells" (
    "generation" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "sums" BYTEA NOT NULL,

    CONSTRAINT "figure_cells_pkey" PRIMARY KEY ("generation","dimension","span","starts_on","member")
);

-- CreateTable
CREATE TABLE "figure_open" (
    "generation" INTEGER NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "opened_on" DATE NOT NULL,
    "group_id" BIGINT NOT NULL,
    "municipality_id" INTEGER,
    "topic_id" TEXT,
    "institution_id" INTEGER,
    "routed_on" DATE,
    "waiting_since" TIMESTAMPTZ(3),
    "reply_due_at" TIMESTAMPTZ(3),
    "owner_reply_due_at" TIMESTAMPTZ(3),
    "final_due_at" TIMESTAMPTZ(3),
    "promised_until" TIMESTAMPTZ(3),
    "promised_on" DATE,

    CONSTRAINT "figure_open_pkey" PRIMARY KEY ("generation","ticket_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_seals_last_id_key" ON "event_seals"("last_id");

-- Every event belongs to a ticket or, when none came of a dialogue, to a community.
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_place_check" CHECK ("ticket_id" IS NOT NULL OR "group_id" IS NOT NULL);
ALTER TABLE "figure_cells" ADD CONSTRAINT "figure_cells_dimension_check"
  CHECK ("dimension" IN ('total', 'institution', 'municipality', 'topic', 'community', 'administrator')),
  ADD CONSTRAINT "figure_cells_span_check" CHECK ("span" IN ('day', 'month'));
-- Packed already.
ALTER TABLE "figure_cells" ALTER COLUMN "sums" SET STORAGE EXTERNAL;

-- The chain and the calendars are kept like the log itself.
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: write a new row instead', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER "event_seals_append_only" BEFORE UPDATE OR DELETE ON "event_seals"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "event_seals_no_truncate" BEFORE TRUNCATE ON "event_seals"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "calendar_states_append_only" BEFORE UPDATE OR DELETE ON "calendar_states"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "calendar_states_no_truncate" BEFORE TRUNCATE ON "calendar_states"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

INSERT INTO "figure_state" ("id", "mark", "generation", "definitions", "time_zone") VALUES (1, 0, 1, 0, '');
