-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "waits_until" TIMESTAMPTZ(3);
