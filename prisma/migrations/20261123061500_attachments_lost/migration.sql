-- For the figure of files without a copy: they are few, all attachments are many.
CREATE INDEX "attachments_lost" ON "attachments" ("id") WHERE "status" IN ('refused', 'failed');
