ALTER TABLE "audit_logs" RENAME COLUMN "client" TO "ip_address";
