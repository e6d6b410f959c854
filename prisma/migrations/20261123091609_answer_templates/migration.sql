-- CreateTable
CREATE TABLE "answer_templates" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "topic_id" TEXT,
    "topic_group_id" TEXT,
    "institution_id" INTEGER,
    "created_by_id" INTEGER,

    CONSTRAINT "answer_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_uses" (
    "ticket_id" BIGINT NOT NULL,
    "template_id" INTEGER NOT NULL,

    CONSTRAINT "template_uses_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "answer_templates_code_key" ON "answer_templates"("code");

-- CreateIndex
CREATE INDEX "answer_templates_topic_id_idx" ON "answer_templates"("topic_id");

-- CreateIndex
CREATE INDEX "answer_templates_institution_id_idx" ON "answer_templates"("institution_id");

-- CreateIndex
CREATE INDEX "template_uses_template_id_idx" ON "template_uses"("template_id");

-- AddForeignKey
ALTER TABLE "answer_templates" ADD CONSTRAINT "answer_templates_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_templates" ADD CONSTRAINT "answer_templates_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_uses" ADD CONSTRAINT "template_uses_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_uses" ADD CONSTRAINT "template_uses_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "answer_templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;
