-- CreateTable
CREATE TABLE "faq_entries" (
    "code" TEXT NOT NULL,
    "institution_id" INTEGER,
    "question" TEXT NOT NULL,
    "variants" TEXT[],
    "answer" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "faq_entries_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "faq_entries_institution_id_idx" ON "faq_entries"("institution_id");

-- AddForeignKey
ALTER TABLE "faq_entries" ADD CONSTRAINT "faq_entries_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
