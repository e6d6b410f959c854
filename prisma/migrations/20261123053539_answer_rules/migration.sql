-- CreateTable
CREATE TABLE "answer_rules" (
    "phrase" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "better" TEXT NOT NULL DEFAULT '',
    "is_exact" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "answer_rules_pkey" PRIMARY KEY ("phrase")
);

ALTER TABLE "answer_rules" ADD CONSTRAINT "answer_rules_kind_check" CHECK ("kind" IN ('officialese', 'runaround', 'promise', 'rudeness', 'signature', 'limit', 'off'));
