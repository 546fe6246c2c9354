ALTER TABLE "purged_orgs" ALTER COLUMN "purged_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "purged_orgs" ALTER COLUMN "purged_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "delivery_failed_at" timestamp (3) with time zone;