DROP INDEX "memberships_user_id";--> statement-breakpoint
CREATE INDEX "memberships_user_id" ON "memberships" USING btree ("user_id","org_id");