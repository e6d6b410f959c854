-- CreateTable
CREATE TABLE "bot_texts" (
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "changed_by_id" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bot_texts_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "bot_texts_changed_by_id_idx" ON "bot_texts"("changed_by_id");

-- AddForeignKey
ALTER TABLE "bot_texts" ADD CONSTRAINT "bot_texts_changed_by_id_fkey" FOREIGN KEY ("changed_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;
