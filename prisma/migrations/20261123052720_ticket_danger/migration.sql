-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "danger" TEXT;
