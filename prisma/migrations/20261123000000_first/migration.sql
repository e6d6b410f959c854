-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "municipalities" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "aliases" TEXT[],

    CONSTRAINT "municipalities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "institutions" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "short_title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "answers_for" TEXT[],
    "parent_id" INTEGER,
    "municipality_id" INTEGER,
    "time_zone" TEXT NOT NULL,
    "working_hours" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "institutions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "communities" (
    "group_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "institution_id" INTEGER,
    "municipality_id" INTEGER,
    "purpose" TEXT NOT NULL DEFAULT 'public',
    "token" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "trouble" TEXT,
    "trouble_since" TIMESTAMPTZ(3),
    "trouble_told_at" TIMESTAMPTZ(3),

    CONSTRAINT "communities_pkey" PRIMARY KEY ("group_id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" SERIAL NOT NULL,
    "vk_user_id" BIGINT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "contact_group_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "institution_id" INTEGER,
    "municipality_id" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invites" (
    "id" SERIAL NOT NULL,
    "code_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "institution_id" INTEGER,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_by_id" INTEGER,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topics" (
    "id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "group_title" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "button" TEXT NOT NULL,
    "responsible_kind" TEXT NOT NULL,
    "fallback_kind" TEXT,
    "priority" TEXT NOT NULL,
    "first_reply_hours" INTEGER NOT NULL,
    "final_answer_hours" INTEGER NOT NULL,
    "needs_place" BOOLEAN NOT NULL,
    "is_sensitive" BOOLEAN NOT NULL,
    "safety_hint" TEXT,
    "phrases" TEXT[],
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "topics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_rules" (
    "number" INTEGER NOT NULL,
    "topic_id" TEXT,
    "topic_group_id" TEXT,
    "municipality_id" INTEGER,
    "community_id" BIGINT,
    "institution_id" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "routing_rules_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "citizens" (
    "vk_user_id" BIGINT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "denied_at" TIMESTAMPTZ(3),

    CONSTRAINT "citizens_pkey" PRIMARY KEY ("vk_user_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "tickets" (
    "id" BIGINT NOT NULL,
    "group_id" BIGINT NOT NULL,
    "peer_id" BIGINT NOT NULL,
    "citizen_id" BIGINT NOT NULL,
    "topic_id" TEXT,
    "topic_confidence" DOUBLE PRECISION,
    "municipality_id" INTEGER,
    "place" TEXT,
    "summary" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "institution_id" INTEGER,
    "taken_by_id" INTEGER,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "routed_at" TIMESTAMPTZ(3) NOT NULL,
    "first_reply_due_at" TIMESTAMPTZ(3) NOT NULL,
    "final_answer_due_at" TIMESTAMPTZ(3) NOT NULL,
    "first_response_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "forwards" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_events" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "vk_at" TIMESTAMPTZ(3),
    "actor_kind" TEXT NOT NULL,
    "actor_id" BIGINT,
    "institution_id" INTEGER,
    "facts" JSONB NOT NULL,

    CONSTRAINT "ticket_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "author" TEXT NOT NULL,
    "author_id" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "attachments" JSONB NOT NULL,
    "cmid" INTEGER,
    "vk_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "group_id" BIGINT NOT NULL,
    "peer_id" BIGINT NOT NULL,
    "user_id" BIGINT,
    "event_id" TEXT,
    "type" TEXT NOT NULL,
    "cmid" INTEGER,
    "body" JSONB NOT NULL,
    "vk_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "group_id" BIGINT NOT NULL,
    "peer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "random_id" INTEGER NOT NULL,
    "ticket_id" BIGINT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "available_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "cmid" INTEGER,
    "error" TEXT,
    "reported_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "poll_cursors" (
    "group_id" BIGINT NOT NULL,
    "server" TEXT,
    "key" TEXT,
    "ts" TEXT,
    "lease_holder" TEXT,
    "lease_expires_at" TIMESTAMPTZ(3),
    "polled_at" TIMESTAMPTZ(3),
    "gap_since" TIMESTAMPTZ(3),
    "gap_noted_at" TIMESTAMPTZ(3),

    CONSTRAINT "poll_cursors_pkey" PRIMARY KEY ("group_id")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "municipalities_code_key" ON "municipalities"("code");

-- CreateIndex
CREATE UNIQUE INDEX "institutions_code_key" ON "institutions"("code");

-- CreateIndex
CREATE INDEX "institutions_parent_id_idx" ON "institutions"("parent_id");

-- CreateIndex
CREATE INDEX "institutions_municipality_id_idx" ON "institutions"("municipality_id");

-- CreateIndex
CREATE INDEX "communities_institution_id_idx" ON "communities"("institution_id");

-- CreateIndex
CREATE INDEX "communities_municipality_id_idx" ON "communities"("municipality_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_vk_user_id_key" ON "staff"("vk_user_id");

-- CreateIndex
CREATE INDEX "memberships_staff_id_idx" ON "memberships"("staff_id");

-- CreateIndex
CREATE INDEX "memberships_institution_id_idx" ON "memberships"("institution_id");

-- CreateIndex
CREATE INDEX "memberships_municipality_id_idx" ON "memberships"("municipality_id");

-- CreateIndex
CREATE UNIQUE INDEX "invites_code_hash_key" ON "invites"("code_hash");

-- CreateIndex
CREATE INDEX "invites_institution_id_idx" ON "invites"("institution_id");

-- CreateIndex
CREATE INDEX "routing_rules_topic_id_idx" ON "routing_rules"("topic_id");

-- CreateIndex
CREATE INDEX "routing_rules_institution_id_idx" ON "routing_rules"("institution_id");

-- CreateIndex
CREATE INDEX "routing_rules_municipality_id_idx" ON "routing_rules"("municipality_id");

-- CreateIndex
CREATE INDEX "routing_rules_community_id_idx" ON "routing_rules"("community_id");

-- CreateIndex
CREATE INDEX "tickets_group_id_peer_id_status_idx" ON "tickets"("group_id", "peer_id", "status");

-- CreateIndex
CREATE INDEX "tickets_institution_id_status_first_reply_due_at_idx" ON "tickets"("institution_id", "status", "first_reply_due_at");

-- CreateIndex
CREATE INDEX "tickets_citizen_id_idx" ON "tickets"("citizen_id");

-- CreateIndex
CREATE INDEX "tickets_opened_at_idx" ON "tickets"("opened_at");

-- CreateIndex
CREATE INDEX "ticket_events_ticket_id_id_idx" ON "ticket_events"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "ticket_events_at_idx" ON "ticket_events"("at");

-- CreateIndex
CREATE INDEX "messages_ticket_id_id_idx" ON "messages"("ticket_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_group_id_event_id_key" ON "inbox"("group_id", "event_id");

-- CreateIndex
CREATE INDEX "outbox_group_id_peer_id_cmid_idx" ON "outbox"("group_id", "peer_id", "cmid");

-- AddForeignKey
ALTER TABLE "institutions" ADD CONSTRAINT "institutions_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "institutions" ADD CONSTRAINT "institutions_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "communities" ADD CONSTRAINT "communities_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "communities" ADD CONSTRAINT "communities_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_used_by_id_fkey" FOREIGN KEY ("used_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "communities"("group_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "communities"("group_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_citizen_id_fkey" FOREIGN KEY ("citizen_id") REFERENCES "citizens"("vk_user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topics"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_taken_by_id_fkey" FOREIGN KEY ("taken_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "poll_cursors" ADD CONSTRAINT "poll_cursors_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "communities"("group_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- Closed sets.
ALTER TABLE "communities" ADD CONSTRAINT "communities_purpose_check" CHECK ("purpose" IN ('public', 'staff', 'both')),
  ADD CONSTRAINT "communities_group_id_check" CHECK ("group_id" > 0);
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_role_check" CHECK ("role" IN ('administrator', 'head', 'coordinator', 'observer')),
  ADD CONSTRAINT "memberships_institution_check" CHECK ("role" = 'coordinator' OR "institution_id" IS NOT NULL OR "role" = 'observer');
ALTER TABLE "invites" ADD CONSTRAINT "invites_role_check" CHECK ("role" IN ('administrator', 'head', 'coordinator', 'observer')),
  ADD CONSTRAINT "invites_used_check" CHECK (("used_by_id" IS NULL) = ("used_at" IS NULL));
ALTER TABLE "topics" ADD CONSTRAINT "topics_priority_check" CHECK ("priority" IN ('urgent', 'fast-track', 'normal')),
  ADD CONSTRAINT "topics_hours_check" CHECK ("first_reply_hours" > 0 AND "final_answer_hours" >= "first_reply_hours"),
  ADD CONSTRAINT "topics_button_check" CHECK (char_length("button") BETWEEN 1 AND 40);
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_number_check" CHECK ("number" > 0),
  ADD CONSTRAINT "routing_rules_topic_check" CHECK ("topic_id" IS NULL OR "topic_group_id" IS NULL);
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_status_check" CHECK ("status" IN ('new', 'taken', 'answered', 'withdrawn')),
  ADD CONSTRAINT "tickets_answered_check" CHECK ("status" <> 'answered' OR "answered_at" IS NOT NULL),
  ADD CONSTRAINT "tickets_taken_check" CHECK ("status" <> 'taken' OR "taken_by_id" IS NOT NULL),
  ADD CONSTRAINT "tickets_forwards_check" CHECK ("forwards" >= 0);
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_actor_check" CHECK ("actor_kind" IN ('citizen', 'staff', 'operator', 'bot'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_check" CHECK ("author" IN ('citizen', 'staff', 'operator'));
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_status_check" CHECK ("status" IN ('pending', 'done', 'parked')),
  ADD CONSTRAINT "inbox_parked_check" CHECK ("status" <> 'parked' OR "reason" IS NOT NULL);
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_status_check" CHECK ("status" IN ('pending', 'sent', 'failed')),
  ADD CONSTRAINT "outbox_kind_check" CHECK ("kind" IN ('message', 'edit')),
  ADD CONSTRAINT "outbox_random_id_check" CHECK ("random_id" <> 0);

-- A message found by reading history and the same message from the long poll are one.
CREATE UNIQUE INDEX "inbox_message_key" ON "inbox" ("group_id", "peer_id", "cmid") WHERE "type" IN ('message_new', 'message_reply') AND "cmid" IS NOT NULL;

-- The queues: small indexes over what is still to be done.
CREATE INDEX "inbox_pending" ON "inbox" ("id") WHERE "status" = 'pending';
CREATE INDEX "inbox_waiting" ON "inbox" ("group_id", "peer_id", "id") WHERE "status" = 'pending' AND "retry_at" IS NOT NULL;
CREATE INDEX "inbox_parked" ON "inbox" ("id") WHERE "status" = 'parked';
CREATE INDEX "outbox_failed" ON "outbox" ("id") WHERE "status" = 'failed' AND "reported_at" IS NULL AND "ticket_id" IS NOT NULL;
CREATE INDEX "outbox_pending" ON "outbox" ("id") WHERE "status" = 'pending';
CREATE INDEX "poll_cursors_gaps" ON "poll_cursors" ("group_id") WHERE "gap_since" IS NOT NULL;
CREATE INDEX "citizens_unnamed" ON "citizens" ("vk_user_id") WHERE "first_name" IS NULL;
CREATE INDEX "tickets_open" ON "tickets" ("group_id", "peer_id") WHERE "status" IN ('new', 'taken');

-- Queue tables change all the time; keep their dead rows few.
ALTER TABLE "inbox" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
ALTER TABLE "outbox" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
ALTER TABLE "sessions" SET (fillfactor = 70);
ALTER TABLE "poll_cursors" SET (fillfactor = 50);

-- Numbers of tickets as people see them.
CREATE SEQUENCE "ticket_number" AS bigint START WITH 1001;

-- The event log is append-only: a correction is a new event.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ticket_events is append-only: write a new event instead';
END
$$;
CREATE TRIGGER "ticket_events_append_only" BEFORE UPDATE OR DELETE ON "ticket_events"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "ticket_events_no_truncate" BEFORE TRUNCATE ON "ticket_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

INSERT INTO "settings" ("key", "value") VALUES ('directoryVersion', '1');

-- A writer says how many rows it expected to change; when another was quicker, the whole statement is undone.
CREATE FUNCTION "expect_rows"(what text, expected bigint, actual bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF expected <> actual THEN
    RAISE EXCEPTION 'stale %: expected %, changed %', what, expected, actual USING ERRCODE = 'OT001';
  END IF;
  RETURN true;
END
$$;
