-- CreateTable
CREATE TABLE "serving_processes" (
    "instance_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "serving_processes_pkey" PRIMARY KEY ("instance_id")
);
